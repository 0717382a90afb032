import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox'

/**
 * An object that admits no other keys. Every object of the contract is made by this one function, so that
 * an unknown field is a 400 and never silently stored.
 */
export const closed = <P extends TProperties>(
  properties: P,
  options: { $id?: string; description?: string; examples?: unknown[] } = {},
): TObject<P> => Type.Object(properties, { additionalProperties: false, ...options })

/** A string that is one of the given literals; a clean `enum` in the contract. */
export const OneOf = <const V extends string[]>(...values: V) =>
  Type.Unsafe<V[number]>(Type.String({ enum: values, maxLength: 64 }))

/** The schema or null, written as `type: [x, "null"]`, which reads well in OpenAPI 3.1. */
export const Nullable = <S extends TSchema>(schema: S) =>
  Type.Unsafe<Static<S> | null>(
    typeof schema.type === 'string'
      ? { ...schema, type: [schema.type, 'null'], ...(schema.enum ? { enum: [...schema.enum, null] } : {}) }
      : Type.Union([schema, Type.Null()]),
  )

/** An id: UUIDv7 in its canonical lower-case form. An id is never a secret. */
export const Uuid = Type.String({ format: 'uuid', minLength: 36, maxLength: 36 })

/** An instant: RFC 3339 in UTC, `2026-11-21T09:00:00Z`, with up to three digits of a second. */
export const Timestamp = Type.String({ format: 'date-time', maxLength: 24 })

/** From when on changes are listed. */
export const UpdatedSince = Type.String({
  format: 'date-time',
  maxLength: 24,
  description:
    'Ask from a minute before the newest change that you have seen: a change counts from the start of its transaction.',
})

/** A calendar date that exists, `YYYY-MM-DD`. */
export const DateOnly = Type.String({ format: 'date', minLength: 10, maxLength: 10 })

/** A calendar date or an instant: what a range of slots or appointments may begin and end with. */
export const DateOrTimestamp = Type.String({ format: 'date-or-instant', maxLength: 24 })

/** A wall-clock date and time without zone, `2027-03-01T00:00`. */
export const LocalDateTime = Type.String({ format: 'local-date-time', minLength: 16, maxLength: 16 })

/** A wall-clock time of day, `00:00` to `24:00`. */
export const LocalTime = Type.String({ format: 'local-time', minLength: 5, maxLength: 5 })

/** An elapsed time in whole minutes, hours and days: `PT45M`, `PT1H30M`, `P7D`; at most 400 days. */
export const Duration = Type.String({ format: 'duration', maxLength: 16 })

/** The elapsed times that settings count in, `P1Y` included. */
export const Period = Type.String({ format: 'period', maxLength: 16 })

/** An IANA time zone that this runtime knows. */
export const TimeZone = Type.String({ format: 'time-zone', maxLength: 64 })

/** ISO 3166-1 alpha-2. */
export const Country = Type.String({ format: 'country', minLength: 2, maxLength: 2 })

/** ISO 4217 code. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', minLength: 3, maxLength: 3 })

/** BCP 47 language tag of the languages that Praxis speaks. */
export const languages = ['en', 'sv'] as const
export const Language = OneOf('en', 'sv')
export type Language = (typeof languages)[number]

/** Any BCP 47 language tag: what a practitioner speaks. */
export const SpokenLanguage = Type.String({ format: 'language-tag', minLength: 2, maxLength: 35 })

/** E-mail as typed; `normaliseEmail` in `src/schema/text.ts` decides what is stored. */
export const Email = Type.String({ format: 'email', minLength: 3, maxLength: 254 })

/** A phone number as typed; stored as E.164. */
export const Phone = Type.String({ format: 'phone', minLength: 3, maxLength: 32 })

/** The name of a person or thing: one line, no control, invisible or bidirectional characters. */
export const Name = (maxLength = 100) => Type.String({ format: 'name', minLength: 1, maxLength })

/** Free text of several lines. */
export const Note = (maxLength = 2000) => Type.String({ format: 'note', minLength: 1, maxLength })

/** Money in minor units of its currency. */
export const Money = closed({
  amount: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  currency: Currency,
})
export type Money = Static<typeof Money>

/** A postal address. */
export const Address = closed({
  street: Name(200),
  postalCode: Name(20),
  city: Name(100),
  country: Country,
})
export type Address = Static<typeof Address>

/** An integrator's own id of a thing; unique per organisation and kind. */
export const ExternalId = Type.String({ format: 'name', minLength: 1, maxLength: 128 })

/** A token from a mail or an earlier answer: opaque, url-safe. */
export const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$', minLength: 16, maxLength: 64 })

/** The version counter of a row, also its ETag. */
export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** What a list answers. */
export const Page = <S extends TSchema>(item: S) =>
  closed({
    data: Type.Array(item, { maxItems: 1000 }),
    nextCursor: Nullable(
      Type.String({ maxLength: 1024, description: 'Pass as `cursor` for the next page.' }),
    ),
  })

/** The query parameters of every list. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1024, pattern: '^[A-Za-z0-9_-]+$' })),
}

/** A column of bytes; never in an answer. */
export const Bytes = Type.Unsafe<Buffer>({ type: 'string', contentEncoding: 'base64' })
