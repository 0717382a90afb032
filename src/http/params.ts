import { Type } from '@sinclair/typebox'
import { closed, Uuid } from '#src/schema/primitives.ts'

/** The path of everything that is an organisation's. */
export const ORG = '/v1/organisations/:organisationId'

export const organisationParams = closed({ organisationId: Uuid })
export const siteParams = closed({ organisationId: Uuid, siteId: Uuid })
export const serviceParams = closed({ organisationId: Uuid, serviceId: Uuid })
export const practitionerParams = closed({ organisationId: Uuid, practitionerId: Uuid })
export const memberParams = closed({ organisationId: Uuid, memberId: Uuid })
export const invitationParams = closed({ organisationId: Uuid, invitationId: Uuid })
export const patientParams = closed({ organisationId: Uuid, patientId: Uuid })
export const guardianParams = closed({ organisationId: Uuid, patientId: Uuid, guardianId: Uuid })
export const assignmentParams = closed({ organisationId: Uuid, patientId: Uuid, assignmentId: Uuid })
export const breakGlassParams = closed({ organisationId: Uuid, breakGlassId: Uuid })
export const appointmentParams = closed({ organisationId: Uuid, appointmentId: Uuid })
export const importParams = closed({ organisationId: Uuid, importId: Uuid })
export const ownRequestParams = closed({ requestId: Uuid })
export const requestParams = closed({ organisationId: Uuid, requestId: Uuid })
export const surveyParams = closed({ organisationId: Uuid, surveyId: Uuid })
export const holdParams = closed({ organisationId: Uuid, holdId: Uuid })
export const exportParams = closed({ organisationId: Uuid, exportId: Uuid })
export const disclosureParams = closed({ organisationId: Uuid, disclosureId: Uuid })
export const announcementParams = closed({ announcementId: Uuid })

/** A secret that stands for something by itself: 256 bits in base64url. */
export const secretParams = closed({
  secret: Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength: 20, maxLength: 86 }),
})
