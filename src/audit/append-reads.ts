import type { Ground } from '#src/access/ground.ts'
import type { AuditAction } from '#src/audit/record-event.ts'
import { newId } from '#src/crypto/new-id.ts'
import { type Pools, statementName } from '#src/db/connect.ts'
import { Problem } from '#src/errors.ts'

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

const text = 'select append_audit_events($1, $2, $3, $4, $5::uuid[], $6, $7, $8, $9, $10, $11, $12)'
const name = statementName(text)

const listOf = (ids: readonly string[]) => `{${ids.join(',')}}`

const valuesOf = (batch: readonly Waiting[]): unknown[] => {
  const column = <T>(value: (event: ReadEvent) => T) => batch.map(({ event }) => value(event))
  return [
    column(({ organisationId }) => organisationId),
    batch.map(({ id }) => id),
    column(({ at }) => at),
    column(({ action }) => action),
    column(({ patientIds }) => (patientIds.length === 1 ? patientIds[0] : null)),
    column(({ patientIds }) => listOf(patientIds.length === 1 ? [] : patientIds)),
    column(({ resource }) => resource),
    column(({ resourceIds }) => listOf(resourceIds)),
    column(({ accountId }) => accountId),
    column(({ role }) => role),
    column(({ ground }) => ground),
    column(({ requestId }) => requestId),
  ]
}

const unavailable = (cause?: unknown) => new Problem('unavailable', { retryAfter: 2, cause })

/** Of what PostgreSQL refuses for a value in it: the other events of the batch have no part in that. */
const isOfOneEvent = (error: unknown) => /^2[23]/.test((error as { code?: string }).code ?? '')

/** Opens the trail of reads over connections of its own. */
export const openTrail = ({ trail, statementNames }: Pools): Trail => {
  const waiting: Waiting[] = []
  let expected = 0
  /** One at a time: the disk takes them in turns all the same, and each would hold fewer events. */
  let committing = false
  let late: NodeJS.Timeout | undefined

  const store = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await trail.query({ text, values: valuesOf(batch), ...(statementNames && name ? { name } : {}) })
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length > 1 && isOfOneEvent(error)) for (const one of batch) await store([one])
      else for (const { reject } of batch) reject(unavailable(error))
    }
  }
  const commit = () => {
    clearTimeout(late)
    late = undefined
    committing = true
    void store(waiting.splice(0, mostTogether)).finally(() => {
      committing = false
      consider(false)
    })
  }
  // Two thirds of what was under way together, or the longest wait: then few wait idle for a commit, and few commits are made.
  const consider = (overdue: boolean) => {
    if (committing || waiting.length === 0) return
    if (overdue || waiting.length >= Math.min(2 * expected, mostTogether)) commit()
    else late ??= setTimeout(consider, longestGathering, true)
  }
  return {
    append: (event) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= mostWaiting) return reject(unavailable())
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
