/** A JSON object of a FHIR resource (R4), of which nothing else is known. */
export type FhirObject = Readonly<Record<string, unknown>>

/** The value as an object; undefined for anything else. */
export const asObject = (value: unknown): FhirObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FhirObject) : undefined

/** The objects of a list; none for anything else. */
export const asObjects = (value: unknown): FhirObject[] =>
  Array.isArray(value) ? value.map(asObject).filter((one) => one !== undefined) : []

/** The value as a text that is not blank; undefined for anything else. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/**
 * The id that a literal reference (FHIR R4 § 2.3.0) ends with, where it is to a resource of this type: `Patient/7`, with
 * a server before it or a version behind it, or `urn:uuid:…`. Nothing is fetched.
 */
export const idOfReference = (type: string, reference: unknown): string | undefined => {
  const text = asText(asObject(reference)?.reference)
  if (text === undefined) return undefined
  if (text.startsWith('urn:uuid:')) return text.slice('urn:uuid:'.length)
  const [path = ''] = text.split('/_history/')
  const parts = path.split('/')
  return parts.at(-2) === type ? parts.at(-1) || undefined : undefined
}

/** The texts by which a CodeableConcept names something: its codes, then its words. */
export const namesOf = (concept: unknown): string[] => {
  const { coding, text } = asObject(concept) ?? {}
  const codings = asObjects(coding)
  return [
    ...codings.map(({ code }) => asText(code)),
    asText(text),
    ...codings.map(({ display }) => asText(display)),
  ].filter((one) => one !== undefined)
}
