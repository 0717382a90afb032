import type { App } from '#src/app.ts'
import { jwksRoutes } from '#src/features/accounts/jwks.routes.ts'
import { linksRoutes } from '#src/features/accounts/links.routes.ts'
import { loginAttemptsRoutes } from '#src/features/accounts/login-attempts.routes.ts'
import { meRoutes } from '#src/features/accounts/me.routes.ts'
import { passwordRoutes } from '#src/features/accounts/password.routes.ts'
import { registrationRoutes } from '#src/features/accounts/registration.routes.ts'
import { secondFactorsRoutes } from '#src/features/accounts/second-factors.routes.ts'
import { securityRoutes } from '#src/features/accounts/security.routes.ts'
import { signInRoutes } from '#src/features/accounts/sign-in.routes.ts'
import { agreementsRoutes } from '#src/features/agreements/agreements.routes.ts'
import { announcementsRoutes } from '#src/features/announcements/announcements.routes.ts'
import { appointmentsRoutes } from '#src/features/appointments/appointments.routes.ts'
import { availabilityRoutes } from '#src/features/appointments/availability.routes.ts'
import { slotsRoutes } from '#src/features/appointments/slots.routes.ts'
import { backupsRoutes } from '#src/features/backups/backups.routes.ts'
import { billingRowsRoutes } from '#src/features/billing-rows/billing-rows.routes.ts'
import { consentsRoutes } from '#src/features/consents/consents.routes.ts'
import { dataRequestsRoutes } from '#src/features/data-requests/data-requests.routes.ts'
import { emailChangesRoutes } from '#src/features/data-requests/email-changes.routes.ts'
import { ownRequestsRoutes } from '#src/features/data-requests/own-requests.routes.ts'
import { privacyReportsRoutes } from '#src/features/data-requests/privacy-reports.routes.ts'
import { evidenceRoutes, publicRequestsRoutes } from '#src/features/data-requests/public-requests.routes.ts'
import { directoryRoutes } from '#src/features/directory/directory.routes.ts'
import { disclosuresRoutes } from '#src/features/disclosures/disclosures.routes.ts'
import { erasuresRoutes } from '#src/features/erasures/erasures.routes.ts'
import { exportsRoutes } from '#src/features/exports/exports.routes.ts'
import { importsRoutes } from '#src/features/imports/imports.routes.ts'
import { legalHoldsRoutes } from '#src/features/legal-holds/legal-holds.routes.ts'
import { messagesRoutes } from '#src/features/messages/messages.routes.ts'
import { invitationsRoutes } from '#src/features/organisations/invitations.routes.ts'
import { membersRoutes } from '#src/features/organisations/members.routes.ts'
import { organisationsRoutes } from '#src/features/organisations/organisations.routes.ts'
import { platformOrganisationsRoutes } from '#src/features/organisations/platform-organisations.routes.ts'
import { practitionersRoutes } from '#src/features/organisations/practitioners.routes.ts'
import { servicesRoutes } from '#src/features/organisations/services.routes.ts'
import { sitesRoutes } from '#src/features/organisations/sites.routes.ts'
import { usageRoutes } from '#src/features/organisations/usage.routes.ts'
import { ownershipTransfersRoutes } from '#src/features/ownership-transfers/ownership-transfers.routes.ts'
import { assignmentsRoutes } from '#src/features/patients/assignments.routes.ts'
import { breakGlassRoutes } from '#src/features/patients/break-glass.routes.ts'
import { guardiansRoutes } from '#src/features/patients/guardians.routes.ts'
import { patientLinksRoutes } from '#src/features/patients/patient-links.routes.ts'
import { patientsRoutes } from '#src/features/patients/patients.routes.ts'
import { aboutRoutes } from '#src/features/platform/about.routes.ts'
import { errorsRoutes } from '#src/features/platform/errors.routes.ts'
import { healthRoutes } from '#src/features/platform/health.routes.ts'
import { metricsRoutes } from '#src/features/platform/metrics.routes.ts'
import { queuesRoutes } from '#src/features/platform/queues.routes.ts'
import { policiesRoutes } from '#src/features/policies/policies.routes.ts'
import { noticeRoutes } from '#src/features/privacy/notice.routes.ts'
import { ownDataRoutes } from '#src/features/privacy/own-data.routes.ts'
import { retentionRoutes } from '#src/features/retention/retention.routes.ts'
import { reviewInvitationsRoutes } from '#src/features/reviews/review-invitations.routes.ts'
import { reviewSummaryRoutes } from '#src/features/reviews/review-summary.routes.ts'
import { reviewsRoutes, unsubscribeRoutes } from '#src/features/reviews/reviews.routes.ts'
import { statisticsRoutes } from '#src/features/statistics/statistics.routes.ts'
import { surveyAnswersRoutes } from '#src/features/surveys/survey-answers.routes.ts'
import { surveysRoutes } from '#src/features/surveys/surveys.routes.ts'
import { terminationsRoutes } from '#src/features/terminations/terminations.routes.ts'
import { trailRoutes } from '#src/features/trail/trail.routes.ts'

/** The features, in the order in which the contract shows them. */
export const features: readonly ((app: App) => Promise<void>)[] = [
  registrationRoutes,
  signInRoutes,
  passwordRoutes,
  secondFactorsRoutes,
  meRoutes,
  loginAttemptsRoutes,
  securityRoutes,
  linksRoutes,
  emailChangesRoutes,
  jwksRoutes,
  platformOrganisationsRoutes,
  organisationsRoutes,
  sitesRoutes,
  practitionersRoutes,
  servicesRoutes,
  membersRoutes,
  invitationsRoutes,
  usageRoutes,
  directoryRoutes,
  patientsRoutes,
  patientLinksRoutes,
  importsRoutes,
  guardiansRoutes,
  assignmentsRoutes,
  breakGlassRoutes,
  availabilityRoutes,
  slotsRoutes,
  appointmentsRoutes,
  messagesRoutes,
  reviewSummaryRoutes,
  surveysRoutes,
  surveyAnswersRoutes,
  reviewInvitationsRoutes,
  reviewsRoutes,
  unsubscribeRoutes,
  trailRoutes,
  policiesRoutes,
  consentsRoutes,
  agreementsRoutes,
  ownDataRoutes,
  ownRequestsRoutes,
  dataRequestsRoutes,
  publicRequestsRoutes,
  evidenceRoutes,
  privacyReportsRoutes,
  erasuresRoutes,
  noticeRoutes,
  retentionRoutes,
  legalHoldsRoutes,
  disclosuresRoutes,
  exportsRoutes,
  terminationsRoutes,
  ownershipTransfersRoutes,
  announcementsRoutes,
  statisticsRoutes,
  billingRowsRoutes,
  queuesRoutes,
  backupsRoutes,
  healthRoutes,
  metricsRoutes,
  aboutRoutes,
  errorsRoutes,
]
