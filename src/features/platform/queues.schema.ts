import { type Static, Type } from '@sinclair/typebox'
import { component } from '#src/schema/components.ts'
import { closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const Count = Type.Integer({ minimum: 0 })

/** BullMQ's id of a job: its name and the ids of its row. */
export const JobId = Type.String({ pattern: '^[\\w.:-]+$', minLength: 1, maxLength: 120 })

/** What waits, runs and failed: ids, counts and codes. */
export const Queues = component(
  'Queues',
  closed({
    backend: OneOf('redis', 'postgres'),
    counts: closed({ waiting: Count, active: Count, delayed: Count, failed: Count }),
    failed: Type.Array(
      closed({
        id: Type.String({ maxLength: 200 }),
        name: Type.String({ maxLength: 64 }),
        organisationId: Nullable(Uuid),
        subjectId: Nullable(Uuid),
        code: Type.String({ maxLength: 64, description: 'Why, at the last try.' }),
        attempts: Count,
        failedAt: Timestamp,
      }),
      { maxItems: 100, description: 'The latest 100.' },
    ),
  }),
)
export type Queues = Static<typeof Queues>
