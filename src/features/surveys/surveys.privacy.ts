import { declareTables } from '#src/privacy/declarations.ts'

/** Surveys: who answered is one thing, what was answered another; of anonymous ones nothing joins them. */
export const surveysPrivacy = declareTables({
  surveys: {
    subjects: [{ of: 'practitioner', by: 'practitionerId', erased: 'keep' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'What an organisation asks, also about a practitioner, tells nothing of them.',
  },
  surveyVersions: {
    subjects: [],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'The practice’s questions; who wrote them stands in the trail.',
  },
  surveyParticipations: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'surveyParticipations',
  },
  surveyResponses: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'surveyResponses',
  },
})
