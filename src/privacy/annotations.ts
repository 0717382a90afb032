import type { TSchema } from '@sinclair/typebox'

/** What a column tells of a person. `none` is said, never implied. */
export type DataCategory =
  | 'none'
  | 'identity'
  | 'contact'
  | 'health'
  /** Origin, religion, politics: GDPR Art. 9(1) beside health. */
  | 'special'
  | 'booking'
  | 'credential'
  | 'usage'
  | 'preference'
  | 'professional'
  | 'identifier'

/** Why it is processed. */
export type Purpose =
  | 'account'
  | 'care'
  | 'booking'
  | 'communication'
  | 'security'
  | 'directory'
  | 'accounting'
  | 'operation'

/** GDPR Art. 6(1) and, for health data, Art. 9(2). */
export type LegalBasis =
  | 'contract-6-1-b'
  | 'legal-duty-6-1-c'
  | 'legitimate-interest-6-1-f'
  | 'care-9-2-h'
  | 'consent-9-2-a'
  | 'none'

/** The id that stands where somebody's stood who was erased (RFC 9562, 5.10). */
export const NOBODY_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What erasure does to the column; `to` is the value that stands there afterwards. */
export type ErasureAction =
  | { action: 'delete' }
  | { action: 'anonymise'; to: string | boolean | null | readonly string[] }
  | { action: 'keep'; reason: string }

/** Which key seals the value. */
export type KeyClass =
  | 'account'
  | 'care'
  | 'rest'
  | 'organisation'
  | 'platform'
  | 'request'
  | 'bookkeeping'
  | 'invitation'

/** The declaration of one column: from it follow export, erasure, sealing, redaction and the privacy notice. */
export interface ColumnPrivacy {
  category: DataCategory
  purpose: Purpose
  basis: LegalBasis
  recipients: readonly ('person' | 'organisation' | 'practitioner' | 'public' | 'platform')[]
  /** Sealed column: which key, and the fields inside the sealed JSON value. */
  sealed?: { key: KeyClass; fields: readonly string[] }
  /** Name in the person's export; left out of it when absent. */
  exportAs?: string
  erasure: ErasureAction
  /** What an organisation states of itself: an address there is its own, whoever's it is beside. */
  ofOrganisation?: true
}

const privacy = Symbol('privacy')

/**
 * Annotates a column of a row schema. The annotation lives under a symbol, which survives Pick, Omit and
 * Partial, and which neither Ajv nor the contract sees.
 */
export const column = <S extends TSchema>(schema: S, declaration: ColumnPrivacy): S =>
  Object.assign({}, schema, { [privacy]: Object.freeze(declaration) })

/** The declaration of a column's schema, or undefined where there is none. */
export const privacyOf = (schema: TSchema): ColumnPrivacy | undefined =>
  (schema as TSchema & { [privacy]?: ColumnPrivacy })[privacy]

/** A column that tells nothing of a person: ids of things, counters, state of the machine. */
export const plain = <S extends TSchema>(schema: S): S =>
  column(schema, {
    category: 'none',
    purpose: 'operation',
    basis: 'none',
    recipients: [],
    erasure: { action: 'keep', reason: 'tells nothing of a person' },
  })

/** What an organisation states of itself, such as how it is reached: it stays when somebody of it goes. */
export const ofOrganisation = <S extends TSchema>(schema: S): S =>
  column(schema, {
    category: 'none',
    purpose: 'operation',
    basis: 'none',
    recipients: [],
    erasure: { action: 'keep', reason: 'what an organisation states of itself' },
    ofOrganisation: true,
  })

/** An id that leads to a person (account, patient, member). */
export const personId = <S extends TSchema>(schema: S, exportAs?: string): S =>
  column(schema, {
    category: 'identifier',
    purpose: 'operation',
    basis: 'contract-6-1-b',
    recipients: ['organisation'],
    ...(exportAs ? { exportAs } : {}),
    erasure: { action: 'delete' },
  })

const isNullable = (schema: TSchema): boolean =>
  [schema.type].flat().includes('null') || (schema.anyOf as TSchema[] | undefined)?.some(isNullable) === true

/**
 * An id of whoever did something to a row that is about somebody else: the row outlives them, the id does not.
 * @param to what stands there afterwards; by itself null where the column takes it, else the id of nobody
 */
export const actorId = <S extends TSchema>(schema: S, exportAs?: string, to?: string): S =>
  column(schema, {
    category: 'identifier',
    purpose: 'operation',
    basis: 'contract-6-1-b',
    recipients: ['organisation'],
    ...(exportAs ? { exportAs } : {}),
    erasure: { action: 'anonymise', to: to ?? (isNullable(schema) ? null : NOBODY_ID) },
  })

/** The same where the row must go on saying who it was. */
export const keptActorId = <S extends TSchema>(schema: S, reason: string, exportAs?: string): S =>
  column(schema, {
    category: 'identifier',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    recipients: ['organisation'],
    ...(exportAs ? { exportAs } : {}),
    erasure: { action: 'keep', reason },
  })

/** A fact about a booking. */
export const booking = <S extends TSchema>(schema: S, exportAs?: string): S =>
  column(schema, {
    category: 'booking',
    purpose: 'booking',
    basis: 'contract-6-1-b',
    recipients: ['person', 'organisation', 'practitioner'],
    ...(exportAs ? { exportAs } : {}),
    erasure: { action: 'delete' },
  })

/**
 * What a practitioner publishes about their work.
 * @param to what stands there once they are erased, where the row must stay for the sake of others' rows
 */
export const professional = <S extends TSchema>(
  schema: S,
  exportAs?: string,
  to?: string | boolean | readonly string[],
): S =>
  column(schema, {
    category: 'professional',
    purpose: 'directory',
    basis: 'contract-6-1-b',
    recipients: ['public'],
    ...(exportAs ? { exportAs } : {}),
    erasure: to === undefined ? { action: 'delete' } : { action: 'anonymise', to },
  })

/** A hash or a secret that proves who somebody is; in no export. */
export const credential = <S extends TSchema>(schema: S): S =>
  column(schema, {
    category: 'credential',
    purpose: 'security',
    basis: 'contract-6-1-b',
    recipients: [],
    erasure: { action: 'delete' },
  })

/** A sealed JSON value: one per row and key class. */
export const sealed = <S extends TSchema>(
  schema: S,
  declaration: Pick<ColumnPrivacy, 'category' | 'purpose' | 'basis'> & {
    key: KeyClass
    fields: readonly string[]
    exportAs?: string
    /** Deleted, where nothing else is said. */
    erasure?: ErasureAction
  },
): S =>
  column(schema, {
    category: declaration.category,
    purpose: declaration.purpose,
    basis: declaration.basis,
    recipients: ['person', 'organisation'],
    sealed: { key: declaration.key, fields: declaration.fields },
    ...(declaration.exportAs ? { exportAs: declaration.exportAs } : {}),
    erasure: declaration.erasure ?? { action: 'delete' },
  })

/** A field of a sealed column as a body or an answer holds it: of that column's category. */
export const sealedField = <S extends TSchema>(sealedColumn: TSchema, schema: S): S => {
  const declaration = privacyOf(sealedColumn)
  if (!declaration) throw new Error('not a declared column')
  return column(schema, declaration)
}

/** When and from where somebody used the service. */
export const usage = <S extends TSchema>(schema: S, exportAs?: string): S =>
  column(schema, {
    category: 'usage',
    purpose: 'security',
    basis: 'legitimate-interest-6-1-f',
    recipients: ['person'],
    ...(exportAs ? { exportAs } : {}),
    erasure: { action: 'delete' },
  })
