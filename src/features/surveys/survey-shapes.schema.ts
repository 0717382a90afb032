import { type Static, Type } from '@sinclair/typebox'
import {
  SurveyParticipationRow,
  SurveyQuestion,
  SurveyResponseRow,
  SurveyRow,
} from '#src/features/surveys/surveys.schema.ts'
import { sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Name, Note, Nullable, OneOf, Uuid, Version } from '#src/schema/primitives.ts'

const row = SurveyRow.properties

/** The questions of a survey: each is optional to whoever answers. */
const Questions = Type.Array(SurveyQuestion, { minItems: 1, maxItems: 50 })

/** A survey as it is shown. */
export const Survey = component(
  'Survey',
  closed({
    id: row.id,
    about: row.about,
    serviceId: row.serviceId,
    siteId: row.siteId,
    practitionerId: row.practitionerId,
    title: row.title,
    anonymous: row.anonymous,
    state: row.state,
    questions: Type.Array(SurveyQuestion, { maxItems: 50 }),
    questionsVersion: Nullable(Type.Integer({ description: 'Null as long as it has no questions.' })),
    participation: Nullable(
      Type.Unsafe<Static<typeof SurveyParticipationRow>['state']>({
        ...SurveyParticipationRow.properties.state,
        description: 'What the caller did as a patient; null where nothing.',
      }),
    ),
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }),
)
export type Survey = Static<typeof Survey>

/** A survey that is to be drawn up. */
export const NewSurvey = closed(
  {
    about: OneOf('service', 'site', 'practitioner'),
    serviceId: Type.Optional(Uuid),
    siteId: Type.Optional(Uuid),
    practitionerId: Type.Optional(Uuid),
    title: Name(200),
    anonymous: Type.Boolean({
      description: 'Then nothing leads from an answer to who gave it, or back, not even for the practice.',
    }),
    questions: Type.Optional(Questions),
  },
  {
    examples: [
      {
        about: 'service',
        title: 'How do you find our booking?',
        anonymous: true,
        questions: [
          { key: 'ease', kind: 'scale', words: 'How easy was it?', most: 5 },
          { key: 'device', kind: 'choice', words: 'What did you use?', choices: ['Phone', 'Computer'] },
          { key: 'wish', kind: 'text', words: 'What should we do better?' },
        ],
      },
    ],
  },
)
export type NewSurvey = Static<typeof NewSurvey>

/** What may change as long as nobody was asked. */
export const SurveyChange = closed(
  { title: Type.Optional(Name(200)), anonymous: Type.Optional(Type.Boolean()) },
  { examples: [{ title: 'How do you find our site?' }] },
)
export type SurveyChange = Static<typeof SurveyChange>

/** The next version of the questions. */
export const NewQuestions = closed(
  { questions: Questions },
  { examples: [{ questions: [{ key: 'ease', kind: 'scale', words: 'How easy was it?', most: 5 }] }] },
)

const texts = sealedField(SurveyResponseRow.properties.sealed, Note(2000))

/** An answer to one question, by its kind. */
const GivenAnswer = closed({
  key: SurveyQuestion.properties.key,
  rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description: 'On a scale.' })),
  choice: Type.Optional(Type.String({ format: 'name', minLength: 1, maxLength: 100 })),
  text: Type.Optional(texts),
})
export type GivenAnswer = Static<typeof GivenAnswer>

/** What a patient answers: what is left out was not answered. */
export const SurveyAnswer = closed(
  { questionsVersion: Version, answers: Type.Array(GivenAnswer, { maxItems: 50 }) },
  {
    examples: [
      {
        questionsVersion: 1,
        answers: [
          { key: 'ease', rating: 4 },
          { key: 'device', choice: 'Phone' },
          { key: 'wish', text: 'Longer hours.' },
        ],
      },
    ],
  },
)
export type SurveyAnswer = Static<typeof SurveyAnswer>

/** That the answer was taken; nothing of it, so that nothing of it is kept beside who gave it. */
export const TakenSurveyAnswer = closed({
  surveyId: row.id,
  participation: SurveyParticipationRow.properties.state,
})
export type TakenSurveyAnswer = Static<typeof TakenSurveyAnswer>

const Withheld = Nullable(Type.Integer({ minimum: 0, description: 'Null where it is too few to be told.' }))

const QuestionResults = closed({
  key: SurveyQuestion.properties.key,
  kind: SurveyQuestion.properties.kind,
  words: SurveyQuestion.properties.words,
  answered: Withheld,
  mean: Nullable(Type.Number({ description: 'Of a scale, one decimal; null where any count is withheld.' })),
  counts: Type.Array(
    closed({
      rating: Type.Optional(Type.Integer()),
      choice: Type.Optional(Type.String({ maxLength: 100 })),
      count: Withheld,
    }),
    {
      maxItems: 20,
    },
  ),
  texts: Type.Array(closed({ text: texts, patientId: Nullable(Uuid) }), { maxItems: 1000 }),
})
export type QuestionResults = Static<typeof QuestionResults>

/** What a survey came to. */
export const SurveyResults = component(
  'SurveyResults',
  closed({
    surveyId: row.id,
    anonymous: row.anonymous,
    declined: Withheld,
    versions: Type.Array(
      closed({
        questionsVersion: Version,
        answered: Type.Integer({ minimum: 0, description: 'Grows by five persons at a time, or more.' }),
        questions: Type.Array(QuestionResults, { maxItems: 50 }),
      }),
      { maxItems: 1000 },
    ),
  }),
)
export type SurveyResults = Static<typeof SurveyResults>
