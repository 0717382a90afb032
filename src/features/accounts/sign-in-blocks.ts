import { type CounterDeps, openCounter } from '#src/db/counters.ts'
import { hourWait, openLadder, type Step } from '#src/features/accounts/failure-ladder.ts'
import { type Alert, alertAt } from '#src/features/accounts/security-alerts.ts'

/** What is known of an attempt before any hash is computed. */
export interface Attempt {
  /** As typed, normalised; whether it has an account makes no difference. */
  email: string
  /** Where it comes from, as `Visitor` says. */
  source: string
  /** Of a device that signed in before, its token. */
  knownDevice: string | null
}

/** An attempt that was counted, as a failure until the contrary is known. */
export interface Admission {
  /** Null: the password may be looked at. Else it is refused for so many seconds, unlooked at. */
  refusedFor: number | null
  /** Seconds to wait after this attempt, should it fail; null: none. */
  waitAfterFailure: number | null
  alerts: Alert[]
  /** The attempt was no failure: forgets those before it that were counted with it. */
  succeeded(): Promise<void>
  /** The attempt came to nothing, for a reason of ours. */
  undo(): Promise<void>
}

const day = 86_400
const hour = 3_600

// Together with one per half hour below a hundred in a day.
const freeFailuresOfAccount = 50
const pace = 1_800

const suspiciousFailuresOfSource = 100
const mostFailuresOfSource = 1_000

const nothing = async () => {}

const refused = (refusedFor: number, alerts: Alert[] = []): Admission => ({
  refusedFor,
  waitAfterFailure: refusedFor,
  alerts,
  succeeded: nothing,
  undo: nothing,
})

const alertsOf = ({ count }: Step, { storedKeys }: { storedKeys: string[] }) =>
  alertAt(count, hourWait, 'sign-in-blocked', { kind: 'signIn', counters: storedKeys, seconds: hour })

const all = async (tasks: readonly Promise<unknown>[]): Promise<void> => {
  await Promise.all(tasks)
}

const admitBy = async (deps: CounterDeps, name: string, key: string): Promise<Admission> => {
  const ladder = openLadder(deps, name, key)
  const step = await ladder.climb(await ladder.isWaiting())
  if (!step.through) return refused(step.wait ?? hour, alertsOf(step, ladder))
  return {
    refusedFor: null,
    waitAfterFailure: step.wait,
    alerts: alertsOf(step, ladder),
    succeeded: ladder.clear,
    undo: ladder.undo,
  }
}

/** What is counted of unknown devices: by address and source, by address alone, by source alone. */
const countersOf = (deps: CounterDeps, { email, source }: Pick<Attempt, 'email' | 'source'>) => ({
  ladder: openLadder(deps, 'signIn', `${email} ${source}`),
  ofAccount: openCounter(deps, 'signInOfAccount', day),
  turns: openCounter(deps, 'signInTurn', pace),
  ofSource: openCounter(deps, 'signInOfSource', hour),
})

type Counters = ReturnType<typeof countersOf>

/** Seconds for which the account waits for its next turn, or the source is shut out. */
const closedFor = async (
  { turns, ofSource }: Counters,
  { email, source }: Attempt,
): Promise<number | null> => {
  const [turn, failures] = await Promise.all([turns.get(email), ofSource.get(source)])
  if (turn) return turn.expiresIn
  return failures && failures.count >= mostFailuresOfSource ? failures.expiresIn : null
}

/** Counts what the ladder let through by address and by source. */
const countWidely = async ({ ofAccount, turns, ofSource }: Counters, { email, source }: Attempt) => {
  const [account, origin] = await Promise.all([ofAccount.add(email), ofSource.add(source)])
  const slowed = account.count > freeFailuresOfAccount
  const turn = slowed ? await turns.add(email) : null
  return {
    slowed,
    lostFor: turn && turn.count > 1 ? turn.expiresIn : null,
    alerts: [
      ...alertAt(account.count, freeFailuresOfAccount, 'account-under-attack', {
        kind: 'account',
        counters: [ofAccount.storedKey(email), turns.storedKey(email)],
        seconds: account.expiresIn,
      }),
      ...alertAt(origin.count, suspiciousFailuresOfSource, 'source-under-suspicion'),
      ...alertAt(origin.count, mostFailuresOfSource, 'source-blocked', {
        kind: 'source',
        counters: [ofSource.storedKey(source)],
        seconds: origin.expiresIn,
      }),
    ],
    takeBack: () =>
      all([ofAccount.takeBack(email), ofSource.takeBack(source), ...(slowed ? [turns.clear(email)] : [])]),
  }
}

const admitUnknownDevice = async (deps: CounterDeps, attempt: Attempt): Promise<Admission> => {
  const counters = countersOf(deps, attempt)
  const { ladder } = counters
  const waiting = await ladder.isWaiting()
  const closed = waiting ? null : await closedFor(counters, attempt)
  if (closed !== null) return refused(closed)
  const step = await ladder.climb(waiting)
  // A source that waits must not use up what others have left for this account: it would shut the owner out.
  if (!step.through) return refused(step.wait ?? hour, alertsOf(step, ladder))
  const { slowed, lostFor, alerts, takeBack } = await countWidely(counters, attempt)
  const raised = [...alertsOf(step, ladder), ...alerts]
  if (lostFor !== null) return refused(lostFor, raised)
  return {
    refusedFor: null,
    waitAfterFailure: slowed ? Math.max(pace, step.wait ?? 0) : step.wait,
    alerts: raised,
    succeeded: () => all([ladder.clear(), takeBack()]),
    undo: () => all([ladder.undo(), takeBack()]),
  }
}

/**
 * Judges an attempt to sign in before its password is hashed, and counts it as a failure: by address and source, by
 * source, and by address alone, which slows unknown devices to less than a hundred tries a day. A device that signed in
 * before is counted by itself, so that nobody shuts its owner out (`SECURITY.md` S5).
 */
export const admitSignIn = (deps: CounterDeps, attempt: Attempt): Promise<Admission> =>
  attempt.knownDevice === null
    ? admitUnknownDevice(deps, attempt)
    : admitBy(deps, 'signInOfDevice', attempt.knownDevice)

const ofPassword = 'password'

/** The same for a password that somebody who is signed in types once more. */
export const admitPassword = (deps: CounterDeps, accountId: string): Promise<Admission> =>
  admitBy(deps, ofPassword, accountId)

/**
 * Forgets the failures of an address from this source, and those of whoever was signed in: its owner has proven to be
 * who they are.
 */
export const forgetFailures = (
  deps: CounterDeps,
  owner: Pick<Attempt, 'email' | 'source'> & { accountId: string },
): Promise<void> => {
  const { email, accountId } = owner
  const { ladder, ofAccount, turns } = countersOf(deps, owner)
  return all([
    ladder.clear(),
    ofAccount.clear(email),
    turns.clear(email),
    openLadder(deps, ofPassword, accountId).clear(),
  ])
}
