import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { Problem, refused } from '#src/errors.ts'
import { updateDirectoryOrganisation } from '#src/features/directory/directory.queries.ts'
import { publishOrganisationsPractitioners } from '#src/features/directory/publish.ts'
import {
  findOrganisation,
  insertSettingsVersion,
  updateOrganisation,
  updateSettings,
} from '#src/features/organisations/organisations.queries.ts'
import type {
  NewSettings,
  Organisation,
  OrganisationChange,
  Settings,
} from '#src/features/organisations/organisations.schema.ts'
import { reviewInvitationsOf } from '#src/features/organisations/review-settings.ts'
import { defaultSettings, faultOfSettings } from '#src/features/organisations/settings.ts'
import { recordNotice } from '#src/features/privacy/record-notice.ts'
import { given } from '#src/schema/given.ts'
import type { Language } from '#src/schema/primitives.ts'
import { normaliseEmail, normaliseName, normalisePhone } from '#src/schema/text.ts'

type TenantRow = Pick<Awaited<ReturnType<typeof findOrganisation>>, keyof Organisation>

/** The row as it is answered. The platform itself has no members and is never one. */
export const asOrganisation = ({ kind, ...row }: TenantRow): Organisation => {
  if (kind === 'platform') throw new Error('the platform is no organisation of its own')
  return { ...row, kind }
}

/**
 * Changes what the organisation is called, where it lives in time and how it speaks.
 * @throws Problem 412 where it changed since `expected`
 */
export const changeOrganisation = async (
  scope: OrganisationScope,
  expected: number | null,
  { name, timeZone, language }: OrganisationChange,
): Promise<Organisation> => {
  const { organisationId } = scope.actor
  const change = given({ name: name === undefined ? undefined : normaliseName(name), timeZone, language })
  const row = await updateOrganisation(scope.tx, organisationId, expected, { ...change, updatedAt: scope.at })
  if (!row) throw new Problem('precondition-failed')
  await recordAct(scope, {
    action: 'change',
    resource: 'organisation',
    resourceIds: [organisationId],
    detail: { fields: Object.keys(change) },
  })
  await updateDirectoryOrganisation(scope.tx, organisationId, {
    name: row.name,
    timeZone: row.timeZone,
    updatedAt: scope.at,
  })
  if (change.name !== undefined) {
    await publishOrganisationsPractitioners(scope, organisationId)
    await recordNotice(scope, organisationId)
  }
  return asOrganisation(row)
}

/** What is in force, and the version that an If-Match names. */
export const settingsInForce = async (
  scope: OrganisationScope,
): Promise<{ settings: Settings; version: number }> => {
  const { settings, settingsVersion } = await findOrganisation(scope.tx, scope.actor.organisationId)
  return { settings, version: settingsVersion }
}

const reachable = (phone: string, country: string): string => {
  const number = normalisePhone(phone, country)
  if (number === null)
    throw refused('/contactPhone', `is no possible number; begin with + and the country's code`)
  return number
}

const completed = (sent: NewSettings, organisation: { language: Language; country: string }): Settings => {
  const defaults = defaultSettings(organisation.language, organisation.country)
  const patientFields = { ...defaults.patientFields, ...given(sent.patientFields ?? {}) }
  const reviews = { ...defaults.reviews, ...given(sent.reviews ?? {}) }
  const settings: Settings = { ...defaults, ...given(sent), patientFields, reviews }
  const { contactEmail, contactPhone, mailDisplayName } = settings
  return {
    ...settings,
    contactEmail: contactEmail === null ? null : normaliseEmail(contactEmail),
    contactPhone: contactPhone === null ? null : reachable(contactPhone, organisation.country),
    mailDisplayName: mailDisplayName === null ? null : normaliseName(mailDisplayName),
  }
}

/**
 * Puts settings in force; what was left out takes its default. Each version stays on record.
 * @throws Problem 422 with a pointer for what is out of bounds, 412 where they changed since `expected`
 */
export const replaceSettings = async (
  scope: OrganisationScope,
  expected: number | null,
  sent: NewSettings,
): Promise<{ settings: Settings; version: number }> => {
  const { organisationId, accountId } = scope.actor
  const before = await findOrganisation(scope.tx, organisationId)
  if (expected !== null && before.settingsVersion !== expected) throw new Problem('precondition-failed')
  const settings = completed(sent, before)
  const fault = faultOfSettings(settings, before.country)
  if (fault) throw refused(fault.pointer, fault.detail)
  const row = await updateSettings(scope.tx, organisationId, expected, settings, scope.at)
  if (!row) throw new Problem('precondition-failed')
  const version = row.settingsVersion
  await insertSettingsVersion(scope.tx, {
    organisationId,
    version,
    settings,
    changedBy: accountId,
    createdAt: scope.at,
  })
  await recordAct(scope, {
    action: 'change',
    resource: 'settings',
    resourceIds: [organisationId],
    detail: { version },
  })
  await updateDirectoryOrganisation(scope.tx, organisationId, {
    languages: settings.languages,
    lateCancellationWindow: settings.lateCancellationWindow,
    reviewInvitations: reviewInvitationsOf(settings.reviews),
    contactEmail: settings.contactEmail,
    contactPhone: settings.contactPhone,
    updatedAt: scope.at,
  })
  await recordNotice(scope, organisationId)
  return { settings, version }
}
