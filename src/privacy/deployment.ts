import { readFileSync } from 'node:fs'
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { mailFieldNames } from '#src/mail/mail-fields.ts'
import { professional } from '#src/privacy/annotations.ts'

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Text = (maxLength = 300) => Type.String({ minLength: 1, maxLength })
const Country = Type.String({ pattern: '^[A-Z]{2}$', maxLength: 2 })
const MailAddress = Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 254 })
const Maybe = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** A transfer out of the country where the data are held: on what it rests, and the authority's answer to it. */
const Transfer = closed({
  country: Country,
  basis: Text(),
  authorisation: Maybe(
    closed({
      authority: Text(120),
      number: Maybe(Text(80)),
      state: Type.Union(['pending', 'granted', 'refused'].map((state) => Type.Literal(state))),
    }),
  ),
})

/** What data may be passed on for; for nothing else, and never sold, rented or leased (P16). */
const services = ['hosting', 'support', 'statistics'] as const

/** Who processes for the operator: what for, where, and which fields reach them, nothing beyond. */
export const Processor = closed({
  name: Text(120),
  service: Type.Union(services.map((service) => Type.Literal(service))),
  purpose: Text(),
  country: Country,
  region: Maybe(Text(120)),
  /** `mail`: mails pass through it. Its fields are then those that mails carry. */
  part: Maybe(Type.Literal('mail')),
  fields: Type.Array(Text(80), { maxItems: 100 }),
  subProcessorOf: Maybe(Text(120)),
  transfer: Maybe(Transfer),
})

/** A place where data are kept. */
export const Region = closed({ country: Country, place: Text(120), holds: Text() })

/** Who runs the service: the processor of its organisations, the controller of accounts. */
export const Operator = closed({
  name: Text(200),
  email: professional(Maybe(MailAddress)),
  phone: professional(Maybe(Text(40))),
  address: Maybe(Text()),
  dataProtectionOfficer: Maybe(
    closed({ name: professional(Maybe(Text(120))), email: professional(MailAddress) }),
  ),
})

const Deployment = closed({
  operator: Operator,
  regions: Type.Array(Region, { maxItems: 50 }),
  processors: Type.Array(Processor, { maxItems: 200 }),
})

/** What an operator states of where and by whom data are processed. */
export type Deployment = Static<typeof Deployment>

/** What holds where nothing is stated: whoever runs it is reached by the address for security. */
const unstated = (email: string): Deployment => ({
  operator: {
    name: 'The operator of this service',
    email,
    phone: null,
    address: null,
    dataProtectionOfficer: null,
  },
  regions: [],
  processors: [],
})

const missing = (schema: TSchema): unknown => (schema.type === 'array' ? [] : schema.anyOf ? null : undefined)

/** What a file leaves out: lists are empty, what may be null is. */
const completed = (schema: TSchema, value: unknown): unknown => {
  const [first] = (schema.anyOf as TSchema[] | undefined) ?? [schema]
  if (Array.isArray(value)) return value.map((item) => completed(schema.items as TSchema, item))
  if (typeof value !== 'object' || value === null || !first?.properties) return value
  const known = Object.entries(first.properties as Record<string, TSchema>).map(([name, property]) => {
    const given = (value as Record<string, unknown>)[name]
    return [name, given === undefined ? missing(property) : completed(property, given)]
  })
  return { ...value, ...Object.fromEntries(known.filter(([, held]) => held !== undefined)) }
}

// What is stated of it is public: it must say what the service does, no less and no more.
const faultOfMails = ({ processors }: Deployment): string | null => {
  for (const [n, { part, fields }] of processors.entries()) {
    const missing = mailFieldNames.filter((name) => part === 'mail' && !fields.includes(name))
    if (missing.length > 0) return `/processors/${n}/fields lacks what mails carry: ${missing.join(', ')}`
    if (part === 'mail' && fields.length > mailFieldNames.length)
      return `/processors/${n}/fields names more than mails carry: ${mailFieldNames.join(', ')}`
  }
  return null
}

/**
 * Reads what the operator states.
 * @param path of a JSON file, null where nothing is stated
 * @param fallback address by which the operator is reached then
 * @throws Error in one line that names the field and what is wrong with it, never a value
 */
export const readDeployment = (path: string | null, fallback: string): Deployment => {
  if (path === null) return unstated(fallback)
  const parsed = completed(Deployment, JSON.parse(readFileSync(path, 'utf8')))
  const fault = Value.Errors(Deployment, parsed).First()
  if (fault) throw new Error(`${fault.path || '/'} ${fault.message.toLowerCase()}`)
  const stated = parsed as Deployment
  const faultOfFields = faultOfMails(stated)
  if (faultOfFields !== null) throw new Error(faultOfFields)
  return { ...stated, operator: { ...stated.operator, email: stated.operator.email ?? fallback } }
}
