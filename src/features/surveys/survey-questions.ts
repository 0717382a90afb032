import { refused } from '#src/errors.ts'
import type { GivenAnswer } from '#src/features/surveys/survey-shapes.schema.ts'
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

const kinds = { scale: 'rating', choice: 'choice', text: 'text' } as const

const answerFault = (
  { kind, most = 0, choices = [] }: SurveyQuestion,
  answer: GivenAnswer,
): [field: string, detail: string] | undefined => {
  const { rating, choice } = answer
  for (const field of Object.values(kinds)) {
    const belongs = field === kinds[kind]
    if (belongs && answer[field] === undefined) return [field, 'must be present for this question']
    if (!belongs && answer[field] !== undefined) return [field, 'is not what this question asks']
  }
  if (kind === 'scale' && Number(rating) > most) return ['rating', `must lie from 1 to ${most}`]
  if (kind === 'choice' && !choices.includes(normaliseName(String(choice))))
    return ['choice', 'must be one of the choices']
  return undefined
}

/**
 * Judges answers by the questions that were asked. None of them must be there.
 * @throws Problem 422 with a pointer to an answer that fits no question, or is there twice
 */
export const sortAnswers = (
  questions: readonly SurveyQuestion[],
  answers: readonly GivenAnswer[],
): SortedAnswers => {
  const sorted: SortedAnswers = { counted: {}, texts: {} }
  for (const [n, answer] of answers.entries()) {
    const { key, rating, choice, text } = answer
    const question = questions.find((one) => one.key === key)
    if (!question) throw refused(`/answers/${n}/key`, 'is not asked')
    if (answers.findIndex((one) => one.key === key) < n) throw refused(`/answers/${n}/key`, 'is there twice')
    const fault = answerFault(question, answer)
    if (fault) throw refused(`/answers/${n}/${fault[0]}`, fault[1])
    if (rating !== undefined) sorted.counted[key] = rating
    if (choice !== undefined) sorted.counted[key] = normaliseName(choice)
    if (text !== undefined) sorted.texts[key] = normaliseNote(text)
  }
  return sorted
}
