import { v7 as newId } from 'uuid'
import type { PersonScope } from '#src/db/scope.ts'
import { invalid } from '#src/errors.ts'
import { invitationRows } from '#src/features/organisations/invitation-rows.ts'
import { createOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type {
  FoundedOrganisation,
  NewOrganisation,
} from '#src/features/organisations/organisations.schema.ts'
import { reviewInvitationsOf } from '#src/features/organisations/review-settings.ts'
import { defaultSettings } from '#src/features/organisations/settings.ts'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { outboxWritten } from '#src/jobs/enqueue.ts'
import { normaliseEmail, normaliseName } from '#src/schema/text.ts'

const organisationRows = (organisationId: string, sent: Omit<NewOrganisation, 'adminEmail'>, at: string) => {
  const settings = defaultSettings(sent.language, sent.country)
  const { kind, country, timeZone, language } = sent
  const name = normaliseName(sent.name)
  const organisation = {
    id: organisationId,
    kind,
    name,
    country,
    timeZone,
    language,
    state: 'active' as const,
    settings,
    settingsVersion: 1,
    version: 1,
    createdAt: at,
    updatedAt: at,
    leavesAt: null,
    asksUnlessRefusedSince: null,
  }
  const directory = {
    organisationId,
    kind,
    name,
    country,
    timeZone,
    languages: settings.languages,
    lateCancellationWindow: settings.lateCancellationWindow,
    reviewInvitations: reviewInvitationsOf(settings.reviews),
    contactEmail: settings.contactEmail,
    contactPhone: settings.contactPhone,
    updatedAt: at,
  }
  return { organisation, directory }
}

const messageRows = (mail: {
  organisationId: string
  mailId: string
  invitationId: string
  language: NewOrganisation['language']
  sealed: Buffer
  at: string
}) => {
  const { organisationId, at } = mail
  return {
    mail: {
      organisationId,
      id: mail.mailId,
      kind: 'invitation',
      subjectId: mail.invitationId,
      subjectVersion: 1,
      leadTime: '',
      accountId: null,
      patientId: null,
      language: mail.language,
      sealed: mail.sealed,
      dueAt: at,
      state: 'planned',
      attempts: 0,
      failure: null,
      sentAt: null,
      createdAt: at,
    },
    outbox: {
      organisationId,
      id: newId(),
      accountId: null,
      job: sendMailJob.name,
      subjectId: mail.mailId,
      createdAt: at,
    },
  }
}

/**
 * Founds an organisation with its keys and invites its first administrator. All of it passes through one door:
 * the platform's role cannot write into an organisation.
 */
export const foundOrganisation = async (
  scope: PersonScope,
  { adminEmail, ...sent }: NewOrganisation,
): Promise<FoundedOrganisation> => {
  const { tx, at, deps, accountId, sessionId } = scope
  const email = normaliseEmail(adminEmail)
  if (email === null) throw invalid('/adminEmail', 'must be an e-mail address')
  const [organisationId, invitationId, mailId] = [newId(), newId(), newId()]
  const keys = deps.keyring.newOrganisationKeys(organisationId)
  const { organisation, directory } = organisationRows(organisationId, sent, at)
  const { invitation, tokenRow, token } = invitationRows({
    organisationId,
    id: invitationId,
    emailIndex: deps.keyring.loginEmailIndex(email).index,
    sealed: keys.seal({ field: 'invitations.sealed', rowId: invitationId }, { email }),
    roles: ['org_admin'],
    practitionerId: null,
    language: sent.language,
    invitedBy: accountId,
    at,
  })
  const sealed = keys.seal({ field: 'mails.sealed', rowId: mailId }, { token })
  const { mail, outbox } = messageRows({
    organisationId,
    mailId,
    invitationId,
    language: sent.language,
    sealed,
    at,
  })
  const auditEvent = {
    organisationId,
    id: newId(),
    at,
    action: 'create',
    patientId: null,
    resource: 'organisation',
    resourceIds: [organisationId],
    accountId,
    role: 'platform',
    ground: 'administration',
    detail: {},
    requestId: scope.requestId,
    patientIds: '{}',
    clientSystem: 'api',
    unitId: null,
    onBehalfOf: null,
    outcome: 'succeeded',
    reason: null,
    reasonHash: null,
  }
  await createOrganisation(
    tx,
    { accountId, sessionId, at },
    {
      organisation,
      directory,
      wrappingKey: keys.wrappingKey,
      subjectKeys: keys.subjectKeys,
      invitation,
      token: tokenRow,
      mail,
      outbox,
      auditEvent,
    },
  )
  outboxWritten.publish(sendMailJob.name)
  const {
    settings: _settings,
    settingsVersion: _version,
    asksUnlessRefusedSince: _since,
    ...shown
  } = organisation
  return { ...shown, adminEmail: email }
}
