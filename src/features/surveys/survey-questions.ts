import { refused } from '#src/errors.ts'
import type { SurveyQuestion } from '#src/features/surveys/surveys.schema.ts'
import { normaliseName, normaliseNote } from '#src/schema/text.ts'

const faultOf = ({ kind, most, choices }: SurveyQuestion): [field: string, detail: string] | undefined => {
  if ((kind === 'scale') !== (most !== undefined)) return ['most', 'belongs to a scale, and must be there']
  if ((kind === 'choice') !== (choices !== undefined))
    return ['choices', 'belong to a choice, and must be there']
  const names = choices?.map(normaliseName) ?? []
  return new Set(names).size < names.length ? ['choices', 'must differ'] : undefined
}

/**
 * Judges questions, and normalises their words.
 * @throws Problem 422 with a pointer to what does not belong to the kind of question, or is there twice
 */
export const judgeQuestions = (questions: readonly SurveyQuestion[]): SurveyQuestion[] =>
  questions.map((question, n) => {
    const fault = faultOf(question)
    if (fault) throw refused(`/questions/${n}/${fault[0]}`, fault[1])
    if (questions.findIndex(({ key }) => key === question.key) < n)
      throw refused(`/questions/${n}/key`, 'is there twice')
    return {
      ...question,
      words: normaliseNote(question.words),
      ...(question.choices ? { choices: question.choices.map(normaliseName) } : {}),
    }
  })

/** What somebody answered, by kind: what is counted, and what is read. */
export interface SortedAnswers {
  counted: Record<string, number | string>
  texts: Record<string, string>
}

const answerFault = ({ kind, most = 0, choices = [] }: SurveyQuestion, value: number | string) => {
  if (kind === 'scale')
    return typeof value === 'number' && value <= most ? undefined : `must be a whole number from 1 to ${most}`
  if (kind === 'choice')
    return typeof value === 'string' && choices.includes(normaliseName(value))
      ? undefined
      : 'must be one of the choices'
  return typeof value === 'string' ? undefined : 'must be a text'
}

/**
 * Judges answers by the questions that were asked. None of them must be there.
 * @throws Problem 422 with a pointer to an answer that fits no question
 */
export const sortAnswers = (
  questions: readonly SurveyQuestion[],
  answers: Readonly<Record<string, number | string>>,
): SortedAnswers => {
  const sorted: SortedAnswers = { counted: {}, texts: {} }
  for (const [key, value] of Object.entries(answers)) {
    const question = questions.find((one) => one.key === key)
    const fault = question ? answerFault(question, value) : 'is not asked'
    if (fault !== undefined) throw refused(`/answers/${key}`, fault)
    if (question?.kind === 'text') sorted.texts[key] = normaliseNote(String(value))
    else sorted.counted[key] = typeof value === 'string' ? normaliseName(value) : value
  }
  return sorted
}
