import type { Static } from '@sinclair/typebox'
import { refused } from '#src/errors.ts'
import type { RequestContents } from '#src/features/data-requests/data-requests.schema.ts'
import { PatientChange } from '#src/features/patients/patients.schema.ts'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'
import { closed } from '#src/schema/primitives.ts'

const { firstName, lastName, email, phone, dateOfBirth, address, nationalId } = PatientChange.properties

/** What is wrong about somebody, and what is right; `null` takes a value away. */
export const RequestedChanges = {
  ...closed(
    { firstName, lastName, email, phone, dateOfBirth, address, nationalId },
    { description: 'Of a rectification: each wrong field with its right value; `null` takes one away.' },
  ),
  minProperties: 1,
}
export type RequestedChanges = Static<typeof RequestedChanges>

/** A change as a request keeps it: what was asked for, and once it was carried out, what stood there before. */
export interface KeptChange {
  before?: unknown
  after: unknown
}
export type KeptChanges = Record<string, KeptChange>

/** Changes that are asked for, as a request keeps them. */
export const asAsked = (changes: RequestedChanges): KeptChanges =>
  Object.fromEntries(Object.entries(changes).map(([field, after]) => [field, { after }]))

/** The changes that a request asks for. */
export const askedChanges = (kept: KeptChanges): RequestedChanges =>
  Object.fromEntries(Object.entries(kept).map(([field, { after }]) => [field, after]))

/** @throws Problem 422 for changes of a request that is no rectification */
export const refuseOtherChanges = (kind: RequestKind, changes: RequestedChanges | undefined): void => {
  if (kind !== 'rectification' && changes !== undefined) throw refused('/changes', 'are for rectifications')
}

/** @throws Problem 422 as `refuseOtherChanges`, and for a rectification that does not say what is wrong */
export const demandChanges = (
  kind: RequestKind,
  changes: RequestedChanges | undefined,
  reason: string | undefined,
): void => {
  refuseOtherChanges(kind, changes)
  if (kind === 'rectification' && changes === undefined && reason === undefined)
    throw refused('/changes', 'are needed, or a reason that says what is wrong')
}

const asText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : Object.values(value as object).join(', ')
}

/** The changes of a request as they are answered: the text of each value. */
export const shownChanges = ({ changes }: RequestContents) =>
  Object.entries((changes ?? {}) as KeptChanges).map(([field, change]) => ({
    field,
    before: asText(change.before),
    after: asText(change.after),
    applied: 'before' in change,
  }))
