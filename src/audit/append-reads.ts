import type { Ground } from '#src/access/ground.ts'
import type { AuditAction } from '#src/audit/record-event.ts'
import { newId } from '#src/crypto/new-id.ts'
import type { Pools } from '#src/db/connect.ts'
import { named } from '#src/db/transact.ts'
import { Problem } from '#src/errors.ts'
import { formats } from '#src/schema/formats.ts'

/** Somebody saw people's data. */
export interface ReadEvent {
  organisationId: string
  /** The instant of the read, ISO 8601. */
  at: string
  action: AuditAction
  /** The noun, singular. */
  resource: string
  resourceIds: readonly string[]
  /** Whose data it was; one, or all that a list showed. */
  patientIds: readonly string[]
  accountId: string
  role: string
  ground: Ground
  requestId: string
}

/** The trail as reads append to it. */
export interface Trail {
  /**
   * Resolves when the event is durable. Those that wait at one time go together, in one statement and one commit.
   * @throws Problem 503 when it could not be made durable; then the answer must not leave
   */
  append(event: ReadEvent): Promise<void>
  /**
   * Says that an event is on its way: what waits already waits for it a little, as most of what a commit costs is the
   * same for one event and for sixteen.
   * @returns to be called when it was appended, or will not come; twice does nothing
   */
  expect(): () => void
}

interface Waiting {
  readonly event: ReadEvent
  readonly id: string
  resolve(): void
  reject(problem: Problem): void
}

/** How long events wait at most for others that are on their way, in milliseconds. */
const longestGathering = 2
const mostTogether = 200
const mostWaiting = 10_000
/** Beside the commit that waits for the disk, one that is written meanwhile. */
const mostCommitting = 2

const text = 'select append_audit_batches($1, $2, $3)'

/** Whether the event can be posted: what names somebody or something in it is looked at again only then. */
const isPostable = ({ patientIds, resourceIds, accountId }: ReadEvent) =>
  [accountId, ...patientIds, ...resourceIds].every(formats.uuid)

/** Rows of `audit_batches`, one for each organisation. */
const valuesOf = (batch: readonly Waiting[]): unknown[] => {
  const batches = [...Map.groupBy(batch, ({ event }) => event.organisationId)]
  return [
    batches.map(([organisationId]) => organisationId),
    batches.map(([, [first]]) => first?.id),
    batches.map(([, events]) =>
      JSON.stringify(events.map(({ id, event: { organisationId: _in, ...event } }) => ({ id, ...event }))),
    ),
  ]
}

const unavailable = (cause?: unknown) => new Problem('unavailable', { retryAfter: 2, cause })

/** Of what PostgreSQL refuses for a value in it: the other events of the batch have no part in that. */
const isOfOneEvent = (error: unknown) => /^2[23]/.test((error as { code?: string }).code ?? '')

/** Opens the trail of reads over connections of its own. */
export const openTrail = (pools: Pools): Trail => {
  const waiting: Waiting[] = []
  let expected = 0
  let committing = 0
  let late: NodeJS.Timeout | undefined

  const store = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await pools.trail.query(named(pools, { text, values: valuesOf(batch) }))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length > 1 && isOfOneEvent(error)) for (const one of batch) await store([one])
      else for (const { reject } of batch) reject(unavailable(error))
    }
  }
  const commit = () => {
    clearTimeout(late)
    late = undefined
    committing++
    void store(waiting.splice(0, mostTogether)).finally(() => {
      committing--
      consider(false)
    })
  }
  // Four fifths of what was under way together, or the longest wait: then few wait idle for a commit, and few commits are made.
  const consider = (overdue: boolean) => {
    if (committing === mostCommitting || waiting.length === 0) return
    if (overdue || waiting.length >= Math.min(4 * expected, mostTogether)) commit()
    else late ??= setTimeout(consider, longestGathering, true)
  }
  return {
    append: (event) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= mostWaiting || !isPostable(event)) return reject(unavailable())
        waiting.push({ event, id: newId(), resolve, reject })
        consider(false)
      }),
    expect() {
      let here = true
      expected++
      return () => {
        if (!here) return
        here = false
        expected--
        consider(false)
      }
    },
  }
}
