import { setTimeout as pause } from 'node:timers/promises'
import { type Static, Type } from '@sinclair/typebox'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { Dependencies } from '#src/http/problem.ts'
import { queueReady } from '#src/jobs/queue-status.ts'
import { component } from '#src/schema/components.ts'
import { closed } from '#src/schema/primitives.ts'

/** Whether the service takes requests, and what each thing that it needs answers. */
export const Readiness = component(
  'Readiness',
  closed({ status: Type.Literal('ready'), dependencies: Dependencies }),
)
export type Readiness = Static<typeof Readiness>

/** A server that neither answers nor refuses must not leave its asker waiting. */
const patience = 2_000

const inTime = (answer: Promise<boolean>): Promise<boolean> =>
  Promise.race([answer, pause(patience, false, { ref: false })])

// Not through the requests' pool: a node that is merely busy must not be taken out of service.
const databaseReady = ({ db }: Pick<Deps, 'db'>): Promise<boolean> =>
  db.worker.query('select 1').then(
    () => true,
    () => false,
  )

const ask = async (deps: Pick<Deps, 'db' | 'queue'>): Promise<Static<typeof Dependencies>> => {
  const [database, queue] = await Promise.all([inTime(databaseReady(deps)), inTime(queueReady(deps))])
  return { database: database ? 'ready' : 'away', queue: queue ? 'ready' : 'away' }
}

/**
 * Tells whether requests can be taken. Without the queue they can: jobs wait in the outbox. However many ask at a time,
 * each dependency is asked once.
 */
export const openReadiness = (deps: Deps) => {
  let asking: ReturnType<typeof ask> | undefined
  return {
    /** @throws Problem `unavailable` while the database is away or a drain has begun */
    async judge(): Promise<Readiness> {
      asking ??= ask(deps).finally(() => {
        asking = undefined
      })
      const dependencies = await asking
      if (dependencies.database === 'ready' && !deps.draining) return { status: 'ready', dependencies }
      const detail = deps.draining ? 'The service is shutting down.' : 'The database is out of reach.'
      throw new Problem('unavailable', { detail, retryAfter: 2, extra: { dependencies } })
    },
  }
}
