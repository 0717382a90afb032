import { type Static, type TSchema, type TUnsafe, Type } from '@sinclair/typebox'

const registry = new Map<string, TSchema>()

/**
 * Names a schema as a component of the contract and answers a reference to it that keeps its static type. The
 * contract then writes it once, and generated clients get a type with that name.
 * @throws Error when two schemas take one name
 */
export const component = <S extends TSchema>(name: string, schema: S): TUnsafe<Static<S>> => {
  if (registry.has(name)) throw new Error(`two components named ${name}`)
  registry.set(name, { ...schema, $id: name })
  return Type.Unsafe<Static<S>>({ $ref: `${name}#` })
}

/** Every named schema, each with its `$id`. */
export const components = (): TSchema[] => [...registry.values()]
