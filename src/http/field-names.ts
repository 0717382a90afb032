interface Described {
  properties?: Record<string, Described>
  items?: Described
  anyOf?: Described[]
}

const most = 100
const mostItems = 20
const deepest = 6

const propertiesOf = (schema: Described): Record<string, Described> => ({
  ...schema.properties,
  ...Object.assign({}, ...(schema.anyOf ?? []).map(propertiesOf)),
})

const gather = (value: unknown, schema: Described, prefix: string, found: Set<string>, depth: number) => {
  if (depth > deepest || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value.slice(0, mostItems)) gather(item, schema.items ?? {}, prefix, found, depth + 1)
    return
  }
  const properties = propertiesOf(schema)
  for (const name of Object.keys(value)) {
    const below = Object.hasOwn(properties, name) ? properties[name] : undefined
    // A name that the contract does not know is the caller's own text, which may be anything.
    if (!below || found.size >= most) continue
    found.add(`${prefix}${name}`)
    gather((value as Record<string, unknown>)[name], below, `${prefix}${name}.`, found, depth + 1)
  }
}

/**
 * The names of the fields that somebody sent, as far as the schema knows them: `lastName`, `address.city`, `rules.from`.
 * No value is among them (P68); at most a hundred.
 */
export const fieldNames = (value: unknown, schema: unknown): string[] => {
  const found = new Set<string>()
  gather(value, (schema ?? {}) as Described, '', found, 1)
  return [...found]
}
