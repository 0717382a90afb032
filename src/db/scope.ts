import { sql } from 'kysely'
import {
  type Access,
  judgeLeaving,
  judgeReach,
  judgeSecondFactor,
  judgeStepUp,
  type Reach,
} from '#src/access/access.ts'
import type { Ground } from '#src/access/ground.ts'
import type { Emergencies, GuardedChild } from '#src/access/relations.ts'
import type { ScopedTx, Tx } from '#src/db/database.ts'
import { keepToChildren } from '#src/db/keep-to-children.ts'
import { runStatement } from '#src/db/run-statement.ts'
import { type Entrance, readSnapshot, readTogether, type Statement, transact } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'
import { notFound, Problem } from '#src/errors.ts'

/** Who calls, by the access token: ids only. Roles are looked up at each entrance. */
export interface Caller {
  readonly accountId: string
  readonly sessionId: string
  readonly requestId: string
}

/** What every verb gets: its transaction, the instant at which it happens, and what it may use. */
export interface Scope {
  readonly tx: Tx
  /** The instant of the whole transaction, ISO 8601 in UTC. */
  readonly at: string
  readonly deps: Deps
  readonly requestId: string | null
}

/** A caller inside an organisation, judged by the route's access. */
export interface Actor {
  readonly accountId: string
  readonly sessionId: string
  readonly organisationId: string
  readonly roles: readonly string[]
  readonly reach: Reach
  readonly practitionerId: string | null
  readonly patientId: string | null
  /** The children whose guardian the caller is. */
  readonly guarded: readonly GuardedChild[]
  /** What reaches further for the moment. */
  readonly emergencies: Emergencies
  /** The ground that was declared for what this caller does now, such as a live break-glass. */
  readonly ground?: Ground
}

/**
 * The children of whom the account is guardian in the organisation that the transaction has entered, as far as their
 * age lets it see them.
 */
export type ChildrenInSight = (
  scope: Scope & { readonly tx: ScopedTx },
  guardian: { organisationId: string; accountId: string },
) => Promise<readonly GuardedChild[]>

export interface OrganisationScope extends Scope {
  readonly tx: ScopedTx
  readonly actor: Actor
}

export interface PersonScope extends Scope {
  readonly accountId: string
  readonly sessionId: string
  readonly authenticatedAt: string
}

/** No sign-in: the key that was shown stands for these. */
export interface PublicScope extends Scope {
  readonly tx: ScopedTx
  readonly organisationId: string
  readonly accountId: string | null
  readonly subjectId: string | null
}

export interface JobScope extends Scope {
  readonly tx: ScopedTx
  readonly organisationId: string
}

interface EnteredOrganisation {
  roles: string[]
  practitioner_id: string | null
  patient_id: string | null
  authenticated_at: string
  emergencies: Emergencies | null
}

const enterOrganisation = (caller: Caller, organisationId: string, at: Date): Entrance => ({
  text: 'select * from enter_organisation($1, $2, $3, $4)',
  values: [caller.accountId, caller.sessionId, organisationId, at],
})

const judge = (
  access: Access,
  caller: Caller,
  organisationId: string,
  entered: EnteredOrganisation,
  at: Date,
  guarded: readonly GuardedChild[] = [],
): Actor => {
  const roles = judgeLeaving(access, entered.roles)
  const reach = judgeReach(access, roles)
  judgeStepUp(access, entered.authenticated_at, at)
  return Object.freeze({
    accountId: caller.accountId,
    sessionId: caller.sessionId,
    organisationId,
    roles,
    reach,
    practitionerId: entered.practitioner_id,
    patientId: entered.patient_id,
    guarded,
    emergencies: entered.emergencies ?? {},
  })
}

const isGuardian = ({ roles }: EnteredOrganisation) => roles.includes('guardian')

/**
 * The actor who is guardian there: of whom, their age decides, which is sealed.
 * @throws Problem 404 for who is nothing else there and of no child any more
 */
const judgeGuardian = async (
  access: Access,
  caller: Caller,
  organisationId: string,
  entered: EnteredOrganisation,
  scope: Scope & { tx: ScopedTx },
): Promise<Actor> => {
  const { accountId } = caller
  const guarded = (await scope.deps.childrenInSight?.(scope, { organisationId, accountId })) ?? []
  await keepToChildren(scope.tx, guarded)
  const roles = guarded.length ? entered.roles : entered.roles.filter((role) => role !== 'guardian')
  if (!roles.length) throw notFound()
  return judge(access, caller, organisationId, { ...entered, roles }, new Date(scope.at), guarded)
}

/**
 * Runs a verb inside an organisation, in one transaction, once the caller's live roles passed the route's access.
 * @throws Problem 401 without a live session, 404 outside the organisation, 403 without a role that may
 */
export const withOrganisation = <R>(
  deps: Deps,
  caller: Caller,
  organisationId: string,
  access: Access,
  run: (scope: OrganisationScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  return transact<EnteredOrganisation, R>(
    deps.db,
    'api',
    enterOrganisation(caller, organisationId, at),
    async (tx, entered) => {
      const scope = { tx: tx as ScopedTx, at: at.toISOString(), deps, requestId: caller.requestId }
      const actor = isGuardian(entered)
        ? await judgeGuardian(access, caller, organisationId, entered, scope)
        : judge(access, caller, organisationId, entered, at)
      return run({ ...scope, actor })
    },
  )
}

/**
 * One read inside an organisation in one trip. The statement must carry the route's reach itself (`reachText`),
 * as it is sent before the roles are known; its rows are let go only after they passed.
 */
export const readOrganisation = async <R>(
  deps: Deps,
  caller: Caller,
  organisationId: string,
  access: Access,
  statement: Statement,
): Promise<{ actor: Actor; rows: R[] }> => {
  const at = deps.clock.now()
  const { entered, rows } = await readTogether<EnteredOrganisation, R>(
    deps.db,
    enterOrganisation(caller, organisationId, at),
    statement,
  )
  // Until the ages were judged a guardian reaches no child: what was read is read again.
  if (isGuardian(entered))
    return withOrganisation(deps, caller, organisationId, access, async ({ tx, actor }) => ({
      actor,
      rows: await runStatement<R>(tx, statement),
    }))
  return { actor: judge(access, caller, organisationId, entered, at), rows }
}

interface EnteredPerson {
  authenticated_at: string
  password_generated: boolean
  administrator_without_factor: boolean
}

// On this machine nobody but its owner reaches the service.
const demandAdministratorsFactor = ({ config }: Deps, access: Access, entered: EnteredPerson): void =>
  judgeSecondFactor(access, entered.administrator_without_factor && !config.loopback)

interface Leaving {
  /** Whether the account waits for the erasure of everything. */
  leaving: boolean
}

/** Whoever waits for the erasure of everything reaches little more than their rights. */
const demandStaying = (access: Access, { leaving }: Leaving): void => {
  if (leaving && !(access.kind === 'me' && access.leaving)) throw new Problem('erasure-waiting')
}

/** Runs a verb on a person's own data across organisations. */
export const withPerson = <R>(
  deps: Deps,
  caller: Caller,
  access: Access,
  run: (scope: PersonScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  const entrance = {
    text: 'select * from enter_person($1, $2, $3)',
    values: [caller.accountId, caller.sessionId, at],
  }
  return transact<EnteredPerson & Leaving, R>(deps.db, 'api', entrance, (tx, entered) => {
    demandAdministratorsFactor(deps, access, entered)
    judgeStepUp(access, entered.authenticated_at, at)
    demandStaying(access, entered)
    return run({
      tx,
      at: at.toISOString(),
      deps,
      requestId: caller.requestId,
      accountId: caller.accountId,
      sessionId: caller.sessionId,
      authenticatedAt: entered.authenticated_at,
    })
  })
}

/**
 * Does something in an organisation in the name of a person who asks it for something, in the transaction of the
 * person's own scope and with no role there. When it fails the whole transaction is over: it is not to be caught.
 */
export const asRequester = async <R>(
  scope: PersonScope,
  organisationId: string,
  run: (scope: Scope & { readonly tx: ScopedTx }) => Promise<R>,
): Promise<R> => {
  const { tx, at, deps, requestId, accountId, sessionId } = scope
  await sql`select enter_requester(${accountId}::uuid, ${sessionId}::uuid, ${organisationId}::uuid, ${at}::timestamptz)`.execute(
    tx,
  )
  const result = await run({ tx: tx as ScopedTx, at, deps, requestId })
  await sql`select enter_person(${accountId}::uuid, ${sessionId}::uuid, ${at}::timestamptz)`.execute(tx)
  return result
}

/**
 * Runs a verb of a signed-in person in an organisation to which they may not belong yet. The actor has no role
 * and neither patient nor practitioner id; the verb finds or makes the account's own patient.
 */
export const withNewcomer = <R>(
  deps: Deps,
  caller: Caller,
  organisationId: string,
  access: Access,
  run: (scope: OrganisationScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  const entrance = {
    text: 'select * from enter_newcomer($1, $2, $3, $4)',
    values: [caller.accountId, caller.sessionId, organisationId, at],
  }
  return transact<{ authenticated_at: string } & Leaving, R>(deps.db, 'api', entrance, (tx, entered) => {
    judgeStepUp(access, entered.authenticated_at, at)
    demandStaying(access, entered)
    const { accountId, sessionId, requestId } = caller
    const actor: Actor = {
      accountId,
      sessionId,
      organisationId,
      roles: [],
      reach: 'own',
      practitionerId: null,
      patientId: null,
      guarded: [],
      emergencies: {},
    }
    return run({ tx: tx as ScopedTx, actor, at: at.toISOString(), deps, requestId })
  })
}

/** Runs a verb of a platform administrator, who reads no tenant's personal data. */
export const withPlatform = <R>(
  deps: Deps,
  caller: Caller,
  access: Access,
  run: (scope: PersonScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  const entrance = {
    text: 'select * from enter_platform($1, $2, null, $3)',
    values: [caller.accountId, caller.sessionId, at],
  }
  return transact<EnteredPerson, R>(deps.db, 'api', entrance, (tx, entered) => {
    demandAdministratorsFactor(deps, access, entered)
    judgeStepUp(access, entered.authenticated_at, at)
    if (entered.password_generated && !deps.config.loopback) throw new Problem('password-change-required')
    return run({
      tx,
      at: at.toISOString(),
      deps,
      requestId: caller.requestId,
      accountId: caller.accountId,
      sessionId: caller.sessionId,
      authenticatedAt: entered.authenticated_at,
    })
  })
}

/** What an entrance without sign-in is for; each takes its own kind of key. */
export type PublicPurpose =
  | 'signIn'
  | 'practitioner'
  | 'refresh'
  | 'challenge'
  | 'verifyEmail'
  | 'resetPassword'
  | 'invitation'
  /** The id of a live organisation, as bytes. */
  | 'organisation'
  | 'emailChange'
  | 'emailChangeUndo'
  | 'requestAddress'
  | 'undoErasure'
  /** The secret by which somebody without an account follows a request. */
  | 'dataRequest'
  /** The token of a review invitation; its subject is null where the invitation is gone. */
  | 'review'
  | 'unsubscribe'

interface EnteredPublic {
  organisation_id: string
  account_id: string | null
  subject_id: string | null
}

const enterPublic = (purpose: PublicPurpose, key: Buffer, at: Date): Entrance => ({
  text: 'select * from enter_public($1, $2, $3)',
  values: [purpose, key, at],
})

const enterAsPublic = <R>(
  deps: Deps,
  entrance: Entrance,
  at: Date,
  requestId: string | null,
  run: (scope: PublicScope) => Promise<R>,
): Promise<R> =>
  transact<EnteredPublic, R>(deps.db, 'api', entrance, (tx, entered) =>
    run({
      tx: tx as ScopedTx,
      at: at.toISOString(),
      deps,
      requestId,
      organisationId: entered.organisation_id,
      accountId: entered.account_id,
      subjectId: entered.subject_id,
    }),
  )

/**
 * Runs a verb that needs no sign-in, inside what the key stands for. `signIn` stands for any e-mail index: its
 * account is null where there is none.
 * @throws Problem `invalid-token` when the key does not stand, 404 where an organisation or request is not there
 */
export const withPublic = <R>(
  deps: Deps,
  purpose: PublicPurpose,
  key: Buffer,
  requestId: string | null,
  run: (scope: PublicScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  return enterAsPublic(deps, enterPublic(purpose, key, at), at, requestId, run)
}

/**
 * Reads the certificate that a secret stands for, without sign-in.
 * @throws Problem `invalid-token` when none does
 */
export const withCertificate = <R>(
  deps: Deps,
  secretHash: Buffer,
  requestId: string | null,
  run: (scope: PublicScope) => Promise<R>,
): Promise<R> => {
  const entrance = { text: 'select * from enter_certificate($1)', values: [secretHash] }
  return enterAsPublic(deps, entrance, deps.clock.now(), requestId, run)
}

/** One read without sign-in in one trip. */
export const readWithKey = async <R>(
  deps: Deps,
  purpose: PublicPurpose,
  key: Buffer,
  statement: Statement,
): Promise<{ organisationId: string; rows: R[] }> => {
  const { entered, rows } = await readTogether<EnteredPublic, R>(
    deps.db,
    enterPublic(purpose, key, deps.clock.now()),
    statement,
  )
  return { organisationId: entered.organisation_id, rows }
}

const enterJob = (organisationId: string): Entrance => ({
  text: 'select enter_job($1)',
  values: [organisationId],
})

/** Runs a job's verb inside its organisation; `PLATFORM_ID` for what belongs to accounts. */
export const withJob = <R>(
  deps: Deps,
  organisationId: string,
  run: (scope: JobScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now().toISOString()
  return transact<unknown, R>(deps.db, 'worker', enterJob(organisationId), (tx) =>
    run({ tx: tx as ScopedTx, at, deps, requestId: null, organisationId }),
  )
}

/** Runs a job that only reads, on what its organisation held at one instant, whatever is written meanwhile. */
export const withSnapshot = <R>(
  deps: Deps,
  organisationId: string,
  run: (scope: JobScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now().toISOString()
  return readSnapshot<unknown, R>(deps.db, enterJob(organisationId), (tx) =>
    run({ tx: tx as ScopedTx, at, deps, requestId: null, organisationId }),
  )
}
