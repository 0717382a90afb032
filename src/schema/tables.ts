import type { Static, TSchema } from '@sinclair/typebox'
import {
  AuditBatchRow,
  AuditCheckpointRow,
  AuditEventPatientRow,
  AuditEventRow,
  AuditHeadRow,
  AuditSealRow,
  AuditUnsealedRow,
} from '#src/audit/audit.schema.ts'
import { HeldUsageEventRow, UsageEventRow } from '#src/audit/usage.schema.ts'
import { SigningKeyRow, SubjectKeyRow, WrappingKeyRow } from '#src/crypto/keys.schema.ts'
import { AccountChangeRow } from '#src/features/accounts/account-changes.schema.ts'
import {
  AccountRow,
  KnownDeviceRow,
  LoginAttemptRow,
  RateLimitRow,
  RefreshTokenRow,
  RegistrationRow,
  SessionRow,
  TokenRow,
} from '#src/features/accounts/accounts.schema.ts'
import { EmailChangeRow } from '#src/features/accounts/email-changes.schema.ts'
import {
  RecoveryCodeRow,
  SecondFactorRow,
  SignInChallengeRow,
} from '#src/features/accounts/second-factors.schema.ts'
import { BlockRow, SecurityAlertRow, SecurityIncidentRow } from '#src/features/accounts/security.schema.ts'
import { AgreementSignatureRow, AgreementVersionRow } from '#src/features/agreements/agreements.schema.ts'
import { AnnouncementRow } from '#src/features/announcements/announcements.schema.ts'
import { AppointmentRow } from '#src/features/appointments/appointments.schema.ts'
import { AvailabilityRow, ExtraHoursRow, TimeOffRow } from '#src/features/appointments/availability.schema.ts'
import { BillingRowRow } from '#src/features/billing-rows/billing-rows.schema.ts'
import { ConsentRow, ConsentTextRow } from '#src/features/consents/consents.schema.ts'
import { ObjectionRow } from '#src/features/consents/objections.schema.ts'
import { CommunicationPreferenceRow } from '#src/features/consents/preferences.schema.ts'
import { DataRequestEventRow, DataRequestRow } from '#src/features/data-requests/data-requests.schema.ts'
import { PrivacyReportRow } from '#src/features/data-requests/privacy-reports.schema.ts'
import { PublicRequestRow } from '#src/features/data-requests/public-requests.schema.ts'
import {
  DirectoryOrganisationRow,
  DirectoryPractitionerRow,
} from '#src/features/directory/directory.schema.ts'
import { DisclosureRow } from '#src/features/disclosures/disclosures.schema.ts'
import { OrganisationExportRow } from '#src/features/exports/exports.schema.ts'
import { FilePieceRow, FileRow } from '#src/features/files/files.schema.ts'
import { ImportFindingRow, ImportRow, ImportSourceRow } from '#src/features/imports/imports.schema.ts'
import { LegalHoldRow } from '#src/features/legal-holds/legal-holds.schema.ts'
import { MailRow, OutboxRow } from '#src/features/messages/messages.schema.ts'
import { InvitationRow, MembershipRow } from '#src/features/organisations/members.schema.ts'
import { OrganisationRow, SettingsVersionRow } from '#src/features/organisations/organisations.schema.ts'
import { PractitionerRow, PractitionerSiteRow } from '#src/features/organisations/practitioners.schema.ts'
import { ServicePractitionerRow, ServiceRow } from '#src/features/organisations/services.schema.ts'
import { SiteRow } from '#src/features/organisations/sites.schema.ts'
import { OwnershipTransferRow } from '#src/features/ownership-transfers/ownership-transfers.schema.ts'
import { AssignmentRow } from '#src/features/patients/assignments.schema.ts'
import { BreakGlassRow } from '#src/features/patients/break-glass.schema.ts'
import { GuardianRow } from '#src/features/patients/guardians.schema.ts'
import { PatientChangeRow } from '#src/features/patients/patient-changes.schema.ts'
import { PatientDeletionRow, PatientNameTokenRow } from '#src/features/patients/patient-traces.schema.ts'
import { PatientRow } from '#src/features/patients/patients.schema.ts'
import { PolicyAcceptanceRow, PolicyVersionRow } from '#src/features/policies/policies.schema.ts'
import { NoticeVersionRow } from '#src/features/privacy/notice.schema.ts'
import { RetentionRunRow } from '#src/features/retention/retention.schema.ts'
import {
  BenchmarkEditionRow,
  ClosedReviewTokenRow,
  ReviewInvitationRow,
  ReviewNumbersRow,
  ReviewOptOutRow,
  ReviewRow,
  ReviewTemplateRow,
} from '#src/features/reviews/reviews.schema.ts'
import {
  AnonymousStatisticsRow,
  ClosedPeriodRow,
  MonthlyStatisticsRow,
  UncountedVisitRow,
} from '#src/features/statistics/statistics.schema.ts'
import {
  SurveyParticipationRow,
  SurveyResponseRow,
  SurveyRow,
  SurveyVersionRow,
} from '#src/features/surveys/surveys.schema.ts'
import {
  OrganisationPurgeRow,
  OrganisationTerminationRow,
} from '#src/features/terminations/terminations.schema.ts'
import { IdempotencyRequestRow } from '#src/http/idempotency.schema.ts'
import { InstanceRow, LedgerActRow } from '#src/privacy/ledger/ledger.schema.ts'

/** Every table with its row schema, the only list of its columns. A house test compares it with the database. */
export const tables = {
  accounts: AccountRow,
  registrations: RegistrationRow,
  sessions: SessionRow,
  refreshTokens: RefreshTokenRow,
  knownDevices: KnownDeviceRow,
  loginAttempts: LoginAttemptRow,
  securityAlerts: SecurityAlertRow,
  blocks: BlockRow,
  securityIncidents: SecurityIncidentRow,
  secondFactors: SecondFactorRow,
  recoveryCodes: RecoveryCodeRow,
  signInChallenges: SignInChallengeRow,
  rateLimits: RateLimitRow,
  organisations: OrganisationRow,
  settingsVersions: SettingsVersionRow,
  'keys.wrappingKeys': WrappingKeyRow,
  'keys.subjectKeys': SubjectKeyRow,
  'keys.signingKeys': SigningKeyRow,
  sites: SiteRow,
  practitioners: PractitionerRow,
  practitionerSites: PractitionerSiteRow,
  services: ServiceRow,
  servicePractitioners: ServicePractitionerRow,
  memberships: MembershipRow,
  invitations: InvitationRow,
  tokens: TokenRow,
  directoryOrganisations: DirectoryOrganisationRow,
  directoryPractitioners: DirectoryPractitionerRow,
  patients: PatientRow,
  guardians: GuardianRow,
  assignments: AssignmentRow,
  breakGlass: BreakGlassRow,
  patientNameTokens: PatientNameTokenRow,
  patientDeletions: PatientDeletionRow,
  availability: AvailabilityRow,
  timeOff: TimeOffRow,
  extraHours: ExtraHoursRow,
  appointments: AppointmentRow,
  files: FileRow,
  filePieces: FilePieceRow,
  imports: ImportRow,
  importFindings: ImportFindingRow,
  importSources: ImportSourceRow,
  monthlyStatistics: MonthlyStatisticsRow,
  uncountedVisits: UncountedVisitRow,
  closedPeriods: ClosedPeriodRow,
  anonymousStatistics: AnonymousStatisticsRow,
  billingRows: BillingRowRow,
  retentionRuns: RetentionRunRow,
  mails: MailRow,
  outbox: OutboxRow,
  auditEvents: AuditEventRow,
  usageEvents: UsageEventRow,
  heldUsageEvents: HeldUsageEventRow,
  auditEventPatients: AuditEventPatientRow,
  auditBatches: AuditBatchRow,
  auditUnsealed: AuditUnsealedRow,
  auditSeals: AuditSealRow,
  auditHeads: AuditHeadRow,
  auditCheckpoints: AuditCheckpointRow,
  idempotencyRequests: IdempotencyRequestRow,
  policyVersions: PolicyVersionRow,
  policyAcceptances: PolicyAcceptanceRow,
  consentTexts: ConsentTextRow,
  consents: ConsentRow,
  communicationPreferences: CommunicationPreferenceRow,
  agreementVersions: AgreementVersionRow,
  agreementSignatures: AgreementSignatureRow,
  noticeVersions: NoticeVersionRow,
  dataRequests: DataRequestRow,
  dataRequestEvents: DataRequestEventRow,
  publicRequests: PublicRequestRow,
  privacyReports: PrivacyReportRow,
  objections: ObjectionRow,
  emailChanges: EmailChangeRow,
  accountChanges: AccountChangeRow,
  patientChanges: PatientChangeRow,
  legalHolds: LegalHoldRow,
  ledgerActs: LedgerActRow,
  reviewTemplates: ReviewTemplateRow,
  reviewInvitations: ReviewInvitationRow,
  closedReviewTokens: ClosedReviewTokenRow,
  reviewOptOuts: ReviewOptOutRow,
  reviews: ReviewRow,
  reviewNumbers: ReviewNumbersRow,
  benchmarkEditions: BenchmarkEditionRow,
  surveys: SurveyRow,
  surveyVersions: SurveyVersionRow,
  surveyParticipations: SurveyParticipationRow,
  surveyResponses: SurveyResponseRow,
  instance: InstanceRow,
  organisationExports: OrganisationExportRow,
  organisationTerminations: OrganisationTerminationRow,
  organisationPurges: OrganisationPurgeRow,
  ownershipTransfers: OwnershipTransferRow,
  disclosures: DisclosureRow,
  announcements: AnnouncementRow,
} satisfies Record<string, TSchema>

/** Every table's row type, for Kysely. */
export type Database = { [Table in keyof typeof tables]: Static<(typeof tables)[Table]> }
