import { createHash } from 'node:crypto'

export const organisations = 5
export const perOrganisation = {
  practitioners: 40,
  services: 10,
  sites: 4,
  patients: 4_000,
  appointments: 10_200,
}
export const accounts = 10_000

const digest = (text: string) => createHash('md5').update(text).digest('hex')

/** The id that the fill gives the n-th of its kind; every kind counts from 1. */
export const idOf = (kind: string, ...numbers: number[]): string =>
  digest([kind, ...numbers].join('/')).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** The hash or blind index that the fill gives it. */
export const bytesOf = (kind: string, ...numbers: number[]): Buffer =>
  Buffer.from(digest([kind, 'bytes', ...numbers].join('/')), 'hex')

/** The same ids and bytes as SQL: `o` is the organisation's number, `n` that of its thing. */
export const id = (kind: string, ...numbers: string[]) =>
  `md5(concat_ws('/', '${kind}', ${numbers.join(', ')}))::uuid`
export const bytes = (kind: string, ...numbers: string[]) =>
  `decode(md5(concat_ws('/', '${kind}', 'bytes', ${numbers.join(', ')})), 'hex')`
export const start = `'2027-01-04T06:00:00Z'::timestamptz`
export const once = `'2027-01-01T00:00:00Z'::timestamptz`

/** Rows of a table: for each column the expression that makes it, and what they are made from. */
export interface Fill {
  table: string
  columns: Record<string, string>
  from: string
}

export const times = { version: '1', created_at: once, updated_at: once }
export const counted = (most: number, name = 'n') => `generate_series(1, ${most}) ${name}`
export const ofOrganisation = { organisation_id: id('organisation', 'o') }
