import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { closed } from '#src/schema/primitives.ts'

// A pattern and not `format: 'uuid'`: the worker checks payloads without the HTTP validator and its formats.
const Id = Type.String({
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  minLength: 36,
  maxLength: 36,
})

/** Payload of a job about one row: ids only, as queues store payloads in clear. The worker loads the truth. */
export const SubjectPayload = closed({ organisationId: Id, subjectId: Id })
export type SubjectPayload = Static<typeof SubjectPayload>

/** Payload of a scheduled job. */
const EmptyPayload = closed({})

/** A kind of job: what it carries, and how often it is tried. */
export interface JobDefinition<Name extends string = string, Payload extends TSchema = TSchema> {
  readonly name: Name
  /** A closed schema; the worker refuses what does not match. */
  readonly payload: Payload
  /** How often it is tried before it stays among the failed. */
  readonly attempts: number
  /** Milliseconds before the second try; doubled before each further one. */
  readonly backoff: number
  /** Milliseconds between two runs of a scheduled job, null where something causes it. */
  readonly every: number | null
}

/** Declares a job that the outbox hands over: its payload names one row. */
export const defineJob = <const Name extends string>(declaration: {
  name: Name
  attempts: number
  backoff: number
}) => Object.freeze({ ...declaration, payload: SubjectPayload, every: null }) satisfies JobDefinition<Name>

/** Declares a job that runs by the clock. A run that failed is not repeated: the next one does its work. */
export const defineSchedule = <const Name extends string>(declaration: { name: Name; every: number }) =>
  Object.freeze({
    ...declaration,
    payload: EmptyPayload,
    attempts: 1,
    backoff: 0,
  }) satisfies JobDefinition<Name>
