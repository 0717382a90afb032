import { channel } from 'node:diagnostics_channel'
import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope, PersonScope, Scope } from '#src/db/scope.ts'
import { refused } from '#src/errors.ts'
import {
  insertPolicyVersion,
  listPolicyVersions,
  lockPolicies,
} from '#src/features/policies/policies.queries.ts'
import type {
  NewPolicyVersion,
  PolicyHistoryEntry,
  PolicyVersion,
  PolicyVersionRow,
} from '#src/features/policies/policies.schema.ts'
import { changedLines, predecessorOf, stateOf } from '#src/features/policies/policy-series.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import { normaliseNote } from '#src/schema/text.ts'

/** Says inside this process that a text was published; it may arrive before the transaction commits. */
export const policyPublished = channel('praxis.policies')

type Row = Static<typeof PolicyVersionRow>

/** The row as it is answered. */
export const asPolicyVersion = ({ publishedAt, ...row }: Row): PolicyVersion => ({
  ...row,
  lastEdited: publishedAt,
})

/** All versions of a controller with what each changed, in the order given. */
export const asHistory = (rows: readonly Row[], at: string): PolicyHistoryEntry[] =>
  rows.map((row) => {
    const before = predecessorOf(row, rows)
    return {
      ...asPolicyVersion(row),
      state: stateOf(row, rows, at),
      changed: before ? changedLines(before.text, row.text) : null,
    }
  })

const store = async (
  { tx, at }: Scope,
  organisationId: string,
  { audience, mode, language, text, effectiveFrom }: NewPolicyVersion,
): Promise<Row> => {
  await lockPolicies(tx, organisationId)
  const versions = await listPolicyVersions(tx, organisationId)
  const newest = versions.find((one) => one.audience === audience && one.language === language)
  if (newest && Date.parse(effectiveFrom) < Date.parse(newest.effectiveFrom))
    throw refused('/effectiveFrom', 'must not lie before that of the version before')
  return insertPolicyVersion(tx, {
    organisationId,
    id: newId(),
    number: (versions[0]?.number ?? 0) + 1,
    audience,
    mode,
    language,
    text: normaliseNote(text),
    effectiveFrom,
    publishedAt: at,
  })
}

/**
 * Publishes a version of an organisation's policy. Nothing is overwritten; everybody whom it binds is told by a mail,
 * which a job plans.
 * @throws Problem 422 where it would be in force before the version before it
 */
export const publishPolicy = async (
  scope: OrganisationScope,
  policy: NewPolicyVersion,
): Promise<PolicyVersion> => {
  const { organisationId } = scope.actor
  const row = await store(scope, organisationId, policy)
  await recordAct(scope, { action: 'create', resource: 'policy', resourceIds: [row.id] })
  await enqueue(scope.tx, { organisationId, job: 'policy.announce', subjectId: row.id, at: scope.at })
  policyPublished.publish(organisationId)
  return asPolicyVersion(row)
}

/** Publishes a version of the platform's policy, as `publishPolicy`. */
export const publishPlatformPolicy = async (
  scope: PersonScope,
  policy: NewPolicyVersion,
): Promise<PolicyVersion> => {
  const { tx, at, accountId } = scope
  const row = await store(scope, PLATFORM_ID, policy)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'policy',
    resourceIds: [row.id],
    accountId,
    role: 'platform',
  })
  await enqueue(tx, {
    organisationId: PLATFORM_ID,
    accountId,
    job: 'policy.announce',
    subjectId: row.id,
    at,
  })
  policyPublished.publish(PLATFORM_ID)
  return asPolicyVersion(row)
}
