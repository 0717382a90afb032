import type { TSchema } from '@sinclair/typebox'
import { column } from '#src/privacy/annotations.ts'

const field = <S extends TSchema>(schema: S, category: 'identity' | 'contact'): S =>
  column(schema, {
    category,
    purpose: 'communication',
    basis: 'contract-6-1-b',
    recipients: ['person', 'organisation'],
    erasure: { action: 'delete' },
  })

/** A name of a colleague in an answer; stored in the row's sealed value. */
export const identityField = <S extends TSchema>(schema: S): S => field(schema, 'identity')

/** An address or number of a colleague in an answer; stored in the row's sealed value. */
export const contactField = <S extends TSchema>(schema: S): S => field(schema, 'contact')
