import { Type } from '@sinclair/typebox'
import { catalogue, type ErrorCode, type Problem } from '#src/errors.ts'
import { component } from '#src/schema/components.ts'
import { closed, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const Reachable = OneOf('ready', 'away')

/** What the service needs, and whether it answers. */
export const Dependencies = closed({ database: Reachable, queue: Reachable })

/** The problem document (RFC 9457) that every error is answered with. */
export const ProblemDocument = component(
  'Problem',
  closed({
    type: Type.String({ maxLength: 300, description: 'URL of the cause in the catalogue at `/errors`.' }),
    title: Type.String({ maxLength: 200 }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.Optional(Type.String({ maxLength: 1000 })),
    instance: Type.String({ maxLength: 64, description: 'The request id, also in `X-Request-Id`.' }),
    errors: Type.Optional(
      Type.Array(
        closed({
          pointer: Type.String({ maxLength: 300, description: 'JSON pointer into what was sent.' }),
          detail: Type.String({ maxLength: 500 }),
        }),
        { maxItems: 100 },
      ),
    ),
    nextFree: Type.Optional(
      Type.Array(
        closed({
          startsAt: Timestamp,
          endsAt: Timestamp,
          siteId: Uuid,
          timeZone: Type.String({ maxLength: 64 }),
        }),
        {
          maxItems: 10,
          description: 'The next free times, with `slot-taken`.',
        },
      ),
    ),
    appointmentIds: Type.Optional(
      Type.Array(Uuid, { maxItems: 1000, description: 'With `appointments-affected`.' }),
    ),
    id: Type.Optional({
      ...Uuid,
      description: 'With `already-done`: what the first request made. With `request-open`: what is open.',
    }),
    from: Type.Optional({ ...Timestamp, description: 'With `answer-too-early`: when it is time.' }),
    dependencies: Type.Optional(Dependencies),
  }),
)

/** The content type of every error. */
export const problemType = 'application/problem+json; charset=utf-8'

/**
 * The document for a problem.
 * @param base the public URL, under which the catalogue lies
 * @param instance the request id
 */
export const problemDocument = (problem: Problem, base: string, instance: string) => {
  const { detail, errors, extra } = problem.options
  return {
    type: `${base}/errors/${problem.code}`,
    title: catalogue[problem.code].title,
    status: problem.status,
    ...(detail ? { detail } : {}),
    instance,
    ...(errors ? { errors } : {}),
    ...extra,
  }
}

/** Codes of one status, for the contract. */
export const codesByStatus = (codes: readonly ErrorCode[]): Map<number, ErrorCode[]> => {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes) {
    const { status } = catalogue[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return byStatus
}
