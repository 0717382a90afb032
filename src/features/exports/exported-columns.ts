import type { TSchema } from '@sinclair/typebox'
import { type RegisteredColumn, type RegisteredTable, register } from '#src/privacy/register.ts'

/** Tables of organisations whose rows are in no archive, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'keys.wrappingKeys': 'keys',
  'keys.subjectKeys': 'keys',
  'keys.signingKeys': 'keys',
  tokens: 'hashes of secrets',
  idempotencyRequests: 'answers for repeated requests, which only who sent them can open',
  outbox: 'work on its way to a queue',
  auditBatches: 'reads on their way into the trail; they reach it before the archive is written',
  auditUnsealed: 'work on its way into the chain',
  patientNameTokens: 'blind indexes',
  files: 'listed in the manifest with their content',
  filePieces: 'listed in the manifest with their content',
  organisationExports: 'archives themselves',
  organisationPurges: "the platform's own",
  announcements: "the platform's own",
}

const isBytes = (schema: TSchema): boolean =>
  schema.contentEncoding === 'base64' || ((schema.anyOf as TSchema[] | undefined)?.some(isBytes) ?? false)

// Bytes that are not sealed are blind indexes and hashes.
const isShown = ({ schema, privacy }: RegisteredColumn) =>
  privacy.category !== 'credential' && (privacy.sealed !== undefined || !isBytes(schema))

const isOfOrganisations = ({ name, columns }: RegisteredTable) =>
  name === 'organisations' || columns.some((column) => column.name === 'organisationId')

/** Every table that is in an archive, with the columns that are: what the register declares of organisations. */
export const archivedTables: readonly RegisteredTable[] = register
  .filter((table) => isOfOrganisations(table) && leftOut[table.name] === undefined)
  .map((table) => ({ ...table, columns: table.columns.filter(isShown) }))
