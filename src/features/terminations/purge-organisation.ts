import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { countLiveHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import { idHost } from '#src/features/messages/letters.ts'
import { planMails } from '#src/features/messages/plan-mail.ts'
import { listAdministrators } from '#src/features/organisations/members.queries.ts'
import type { MemberIdentity } from '#src/features/organisations/members.schema.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { type Farewell, openFarewell, sealFarewell } from '#src/features/terminations/farewell.ts'
import { certificateOf } from '#src/features/terminations/purge-certificate.ts'
import {
  insertPurge,
  listSentMails,
  lockPurge,
  lockTermination,
  markLeaving,
  purgeRows,
  updatePurge,
  updateTermination,
} from '#src/features/terminations/terminations.queries.ts'
import { removeJobsOf } from '#src/jobs/remove-jobs.ts'
import { signCertificate } from '#src/privacy/certificates/sign-certificate.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const rowsAtOnce = 2_000
const mailsAtOnce = 1_000

const administratorsOf = async (scope: JobScope): Promise<string[]> => {
  const { tx, deps, organisationId } = scope
  const rows = await listAdministrators(tx, organisationId)
  const identities = await deps.keyring.openMany<MemberIdentity>(
    tx,
    rows.map(({ id, sealed }) => ({
      organisationId,
      sealed,
      place: { field: 'memberships.sealed', rowId: id },
    })),
  )
  return identities.map(({ email }) => email)
}

const close = async (scope: JobScope): Promise<Farewell | null> => {
  const { tx, at, organisationId } = scope
  const termination = await lockTermination(tx, organisationId)
  if (!termination || termination.graceEndsAt > at) return null
  if ((await countLiveHolds(tx, organisationId)) > 0) {
    if (termination.state === 'grace')
      await recordEvent(scope, {
        organisationId,
        action: 'change',
        resource: 'termination',
        resourceIds: [termination.id],
        role: 'worker',
        outcome: 'refused',
        detail: { blocker: 'legalHold' },
      })
    await updateTermination(tx, organisationId, termination.id, { state: 'held', updatedAt: at })
    return null
  }
  const { name, language, country } = await findOrganisation(tx, organisationId)
  if (termination.state !== 'purging') {
    await updateTermination(tx, organisationId, termination.id, { state: 'purging', updatedAt: at })
    await markLeaving(tx, organisationId, { state: 'closed' }, at)
    // Before the first row goes: whatever is restored from now on is purged again.
    await recordTakingAway(scope, {
      organisationId,
      action: 'organisationPurged',
      subjectId: organisationId,
    })
  }
  return { name, language, country, addresses: await administratorsOf(scope) }
}

const stateOfPurge = (deps: Deps, organisationId: string) =>
  withJob(deps, PLATFORM_ID, async ({ tx }) => (await lockPurge(tx, organisationId))?.state)

const newPurge = (organisationId: string, id: string, sealed: Buffer | null, at: string) => ({
  organisationId: PLATFORM_ID,
  id,
  purgedOrganisationId: organisationId,
  state: 'running' as const,
  rows: {},
  certificate: null,
  sealed,
  startedAt: at,
  finishedAt: null,
})

const record = (deps: Deps, organisationId: string, farewell: Farewell | null) =>
  withJob(deps, PLATFORM_ID, async (scope) => {
    const id = newId()
    const addresses = farewell && (await sealFarewell(scope, id, farewell))
    await insertPurge(scope.tx, newPurge(organisationId, id, addresses, scope.at))
  })

/** Closes the organisation for everybody, unless it is not due or held. @returns whether a purge is under way */
const begin = async (deps: Deps, organisationId: string): Promise<boolean> => {
  const before = await stateOfPurge(deps, organisationId)
  if (before !== undefined) return before === 'running'
  const farewell = await withJob(deps, organisationId, close)
  if (!farewell) return false
  await record(deps, organisationId, farewell)
  return true
}

/** Where mails are written as files they are part of what is held. */
const removeMailFiles = async (deps: Deps, organisationId: string): Promise<void> => {
  let after: string | null = null
  for (;;) {
    const ids: string[] = await withJob(deps, organisationId, ({ tx }) =>
      listSentMails(tx, organisationId, after, mailsAtOnce),
    ).catch((error) => {
      if (error instanceof Problem && error.code === 'not-found') return []
      throw error
    })
    after = ids.at(-1) ?? null
    if (after === null) return
    for (const id of ids) await deps.mailer.forget(`<${id}@${idHost(deps.config)}>`)
  }
}

/** @returns false where the process is about to end first */
const removeRows = async (deps: Deps, organisationId: string): Promise<boolean> => {
  for (;;) {
    if (deps.draining) return false
    const gone = await withJob(deps, PLATFORM_ID, ({ tx }) => purgeRows(tx, organisationId, rowsAtOnce))
    if (gone === 0) return true
  }
}

const planFarewells = async (scope: JobScope, purgeId: string, farewell: Farewell | null) => {
  if (!farewell || farewell.addresses.length === 0) return
  const { addresses, language } = farewell
  await planMails(
    scope,
    addresses.map((_address, n) => ({
      organisationId: PLATFORM_ID,
      kind: 'organisationPurged' as const,
      subjectId: purgeId,
      subjectVersion: n + 1,
      language,
    })),
  )
}

const certify = (deps: Deps, organisationId: string): Promise<void> =>
  withJob(deps, PLATFORM_ID, async (scope) => {
    const { tx, at } = scope
    const purge = await lockPurge(tx, organisationId)
    if (purge?.state !== 'running') return
    const farewell = await openFarewell(scope, purge)
    const signed = signCertificate(deps.keyring, certificateOf(purge, at))
    await updatePurge(tx, purge.id, {
      state: 'completed',
      certificate: { ...signed },
      finishedAt: at,
    })
    await planFarewells(scope, purge.id, farewell)
    await recordEvent(scope, {
      organisationId: PLATFORM_ID,
      action: 'delete',
      resource: 'organisation',
      resourceIds: [organisationId],
      role: 'worker',
    })
  })

const finish = async (deps: Deps, organisationId: string): Promise<void> => {
  await removeMailFiles(deps, organisationId)
  if (!(await removeRows(deps, organisationId))) return
  deps.keyring.forget(organisationId)
  await removeJobsOf(deps, organisationId)
  await certify(deps, organisationId)
}

/**
 * Purges an organisation whose grace is over: keys first, then every row in small batches, its jobs and mail files, and at
 * the end the organisation itself; then signs the certificate and mails it. A legal hold stops it before the first row.
 * Cut off at any point and run again it goes on.
 */
export const purgeOrganisation = async (deps: Deps, organisationId: string): Promise<void> => {
  if (await begin(deps, organisationId)) await finish(deps, organisationId)
}

/**
 * Takes every row of an organisation once more that a restored backup has brought back, as the ledger says
 * (`organisationPurged`): without grace. The record of it stays open, and the next pass of the purges closes it; no mail
 * goes out, as its administrators have their certificate.
 * @param scope one transaction of the database's owner
 */
export const purgeAgain = async (
  { tx, at }: Pick<JobScope, 'tx' | 'at'>,
  organisationId: string,
): Promise<void> => {
  if ((await lockPurge(tx, organisationId))?.state === 'completed') return
  await markLeaving(tx, organisationId, { state: 'closed' }, at)
  await insertPurge(tx, newPurge(organisationId, newId(), null, at))
  while ((await purgeRows(tx, organisationId, rowsAtOnce)) > 0);
}
