import { recordEvent } from '#src/audit/record-event.ts'
import { ConfigError } from '#src/config.ts'
import {
  activateIndexKey,
  deleteIndexKeys,
  findMasterKeyIds,
  type RotationState,
  readRotationState,
} from '#src/crypto/key-rotation.queries.ts'
import { holdOnce } from '#src/db/advisory-lock.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { settleAccountIndexes } from '#src/features/accounts/reindex.queries.ts'
import { indexAccountsAgain } from '#src/features/accounts/reindex-accounts.ts'
import { type IndexedRows, indexedRows } from '#src/features/platform/indexed-rows.ts'
import { listOrganisationIds } from '#src/features/platform/rotation.queries.ts'

/** What is rotated, and what the rotation may use of its surroundings. */
export interface RotationOptions {
  /** `none`: the master key alone. */
  readonly organisations: 'none' | 'all' | { readonly id: string }
  /** For the person at the terminal. */
  say(text: string): void
  /** Waits so many milliseconds. */
  wait(milliseconds: number): Promise<void>
}

/** Longer than any process goes by keys that were replaced, transactions that are under way included. */
const settleMilliseconds = 20_000

const batch = 200
const rotationLock = 7_201_942

type Rotating = RotationOptions & { readonly deps: Deps }

const inEach = async (
  { deps }: Rotating,
  ids: readonly string[],
  run: (scope: JobScope) => Promise<void>,
): Promise<void> => {
  for (const id of ids) await withJob(deps, id, run)
}

const record = (scope: JobScope, because: string, detail: Record<string, number> = {}) =>
  recordEvent(scope, {
    organisationId: scope.organisationId,
    action: 'security',
    resource: 'key',
    resourceIds: [],
    role: 'worker',
    ground: 'security',
    detail: { because, ...detail },
  })

const rotateMaster = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const { deps, say } = rotating
  const { rotation } = deps.keyring
  const used = new Set<string>()
  let wrapped = 0
  await inEach(rotating, ids, async (scope) => {
    const count = await rotation.rewrap(scope.tx, scope.organisationId)
    if (count > 0) await record(scope, 'masterKeyReplaced', { wrappingKeys: count })
    wrapped += count
  })
  await inEach(rotating, ids, async ({ tx, organisationId }) => {
    for (const id of await findMasterKeyIds(tx, organisationId)) used.add(id)
  })
  const [current, ...others] = rotation.masterKeyIds
  say(`Master key ${current}: wraps the keys of ${ids.length} organisations, ${wrapped} wrapped anew.`)
  for (const id of others)
    say(
      used.has(id)
        ? `Master key ${id}: still wraps something, made meanwhile; run this again.`
        : `Master key ${id}: no longer needed; take it out of MASTER_KEYS once every process has the new one first.`,
    )
}

const stateOf = ({ deps }: Rotating, id: string): Promise<RotationState> =>
  withJob(deps, id, ({ tx }) => readRotationState(tx, id))

/** Waits until every process knows what was changed at the latest of these instants. */
const settle = async ({ deps, wait, say }: Rotating, changes: readonly (string | null)[]): Promise<void> => {
  const latest = Math.max(0, ...changes.map((at) => (at === null ? 0 : Date.parse(at))))
  const remaining = latest + settleMilliseconds - deps.clock.now().getTime()
  if (remaining <= 0) return
  say(`Waits ${Math.ceil(remaining / 1000)} s, until every process knows the new keys.`)
  await wait(remaining)
}

const settled = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const changes: (string | null)[] = []
  for (const id of ids) {
    const { retiredAt, indexKeys } = await stateOf(rotating, id)
    const newest = indexKeys.length > 1 ? indexKeys.at(-1) : undefined
    changes.push(...retiredAt, newest?.activeFrom ?? newest?.createdAt ?? null)
  }
  await settle(rotating, changes)
}

const settleAccounts = async (rotating: Rotating): Promise<void> => {
  const { indexKeys } = await stateOf(rotating, PLATFORM_ID)
  const version = indexKeys.at(-1)?.version ?? 1
  let count = 0
  do count = await withJob(rotating.deps, PLATFORM_ID, ({ tx }) => settleAccountIndexes(tx, version, batch))
  while (count > 0)
}

// What an earlier rotation left unfinished is gone on with: each step looks at what there is.
const begin = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const { rotation } = rotating.deps.keyring
  // Of one that was killed at its very end.
  if (ids.includes(PLATFORM_ID) && (await stateOf(rotating, PLATFORM_ID)).indexKeys.length === 1)
    await settleAccounts(rotating)
  await inEach(rotating, ids, async (scope) => {
    const { tx, organisationId } = scope
    const { retiredAt, indexKeys } = await readRotationState(tx, organisationId)
    if (retiredAt.length > 0 || indexKeys.length > 1) return
    await rotation.renewWrappingKey(tx, organisationId)
    const version = (indexKeys.at(-1)?.version ?? 0) + 1
    await rotation.prepareIndexKey(tx, organisationId, version)
    await record(scope, 'keyRotationBegun', { indexVersion: version })
  })
  rotating.say(`New wrapping and index keys for ${ids.length} organisations.`)
}

/** Repeats a step in a transaction of its own each time until nothing is left. */
const page = async (
  { deps }: Rotating,
  id: string,
  step: (scope: JobScope, after: string | null) => Promise<string | null>,
): Promise<void> => {
  let after: string | null = null
  do after = await withJob(deps, id, (scope) => step(scope, after))
  while (after !== null)
}

const rewrapSubjects = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const { deps, say } = rotating
  const { rotation } = deps.keyring
  let wrapped = 0
  for (const id of ids) {
    let count = 0
    do {
      count = await withJob(deps, id, ({ tx }) => rotation.rewrapSubjectKeys(tx, id, batch))
      wrapped += count
    } while (count > 0)
    await withJob(deps, id, ({ tx }) => rotation.removeRetiredKeys(tx, id))
  }
  say(`${wrapped} keys wrapped anew; the old wrapping keys are removed.`)
}

const activate = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const { deps } = rotating
  if (ids.includes(PLATFORM_ID)) {
    await withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.refreshPlatformIndex(tx))
    await page(rotating, PLATFORM_ID, (scope, after) => indexAccountsAgain(scope, after, batch))
  }
  await inEach(rotating, ids, ({ tx, at, organisationId }) => activateIndexKey(tx, organisationId, at))
}

const reindex = async (rotating: Rotating, rows: IndexedRows, places: readonly string[]): Promise<void> => {
  for (const id of places) {
    const owner = rows.keyOf === 'platform' ? PLATFORM_ID : id
    const version = (await stateOf(rotating, owner)).indexKeys.at(-1)?.version ?? 1
    await page(rotating, id, (scope, after) => rows.reindex(scope, version, after, batch))
  }
}

const reindexAll = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const { deps, say } = rotating
  const whole = ids.includes(PLATFORM_ID)
  if (whole) await withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.refreshPlatformIndex(tx))
  // Organisations that were founded meanwhile have keys of their own, but invitations by the platform's old one.
  const every = whole ? await withJob(deps, PLATFORM_ID, ({ tx }) => listOrganisationIds(tx)) : ids
  const organisations = every.filter((id) => id !== PLATFORM_ID)
  for (const rows of indexedRows.filter(({ keyOf }) => whole || keyOf === 'organisation')) {
    await reindex(rotating, rows, rows.in === 'platform' ? [PLATFORM_ID] : organisations)
    say(`Indexed anew: ${rows.name}.`)
  }
}

const end = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  const whole = ids.includes(PLATFORM_ID)
  if (whole) await settleAccounts(rotating)
  await inEach(rotating, ids, async (scope) => {
    const { tx, organisationId } = scope
    const { indexKeys } = await readRotationState(tx, organisationId)
    const version = indexKeys.at(-1)?.version ?? 1
    await deleteIndexKeys(tx, organisationId, version)
    await record(scope, 'keyRotationEnded', { indexVersion: version })
  })
  if (!whole) return
  // Who made an account by both keys until now.
  await settle(rotating, [rotating.deps.clock.now().toISOString()])
  await withJob(rotating.deps, PLATFORM_ID, ({ tx }) => rotating.deps.keyring.refreshPlatformIndex(tx))
  await settleAccounts(rotating)
}

const rotateOrganisations = async (rotating: Rotating, ids: readonly string[]): Promise<void> => {
  await begin(rotating, ids)
  await settled(rotating, ids)
  await rewrapSubjects(rotating, ids)
  await activate(rotating, ids)
  await settled(rotating, ids)
  await reindexAll(rotating, ids)
  await end(rotating, ids)
}

/**
 * Replaces keys while the service runs: wraps everything by the current master key, then makes new wrapping and index
 * keys of the organisations that are asked for. Killed at any point, it goes on where it stopped when it is run again.
 * @throws ConfigError when another one runs, or there is no such organisation
 */
export const rotateKeys = async (deps: Deps, options: RotationOptions): Promise<void> => {
  const { organisations, say } = options
  const held = await holdOnce(deps.db, rotationLock)
  if (!held) throw new ConfigError('keys:rotate: another one is running')
  try {
    const rotating = { ...options, deps }
    const ids = await withJob(deps, PLATFORM_ID, ({ tx }) => listOrganisationIds(tx))
    await rotateMaster(rotating, ids)
    if (organisations === 'none') return
    const chosen = organisations === 'all' ? ids : ids.filter((id) => id === organisations.id)
    if (chosen.length === 0) throw new ConfigError('keys:rotate: there is no such organisation')
    await rotateOrganisations(rotating, chosen)
    say('All keys are rotated.')
  } finally {
    await held.release()
  }
}
