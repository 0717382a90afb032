/** What may be imported. */
export type ImportKind = 'patients' | 'appointments'

/** The columns of a CSV file, in the order of the template. */
const templateColumns = {
  patients: [
    'externalId',
    'firstName',
    'lastName',
    'email',
    'phone',
    'dateOfBirth',
    'street',
    'postalCode',
    'city',
    'country',
    'language',
    'deceased',
    'nationalId',
    'sex',
    'recordKind',
    'lastEntryAt',
    'treatmentEndedAt',
  ],
  appointments: ['externalId', 'patient', 'practitioner', 'service', 'startsAt', 'endsAt', 'status'],
} as const satisfies Record<ImportKind, readonly string[]>

/** The header line that a CSV file of this kind begins with. */
export const templateOf = (kind: ImportKind): string => `${templateColumns[kind].join(',')}\r\n`

/**
 * Reads `?columns=`: the template's name of each of the file's columns, in the file's order; an empty one leaves its
 * column out.
 * @returns the first name that the template has not, or has twice here, as `fault`
 */
export const readColumns = (
  kind: ImportKind,
  text: string,
): { columns: string[] } | { fault: 'unknown' | 'twice' } => {
  const columns = text.split(',').map((name) => name.trim())
  const named = columns.filter((name) => name !== '')
  const known: readonly string[] = templateColumns[kind]
  if (named.some((name) => !known.includes(name))) return { fault: 'unknown' }
  return new Set(named).size < named.length ? { fault: 'twice' } : { columns }
}

/** Which cell holds which field of the template, and the numbers of the cells that none of them holds. */
export const placesOf = (kind: ImportKind, columns: readonly string[]) => {
  const places = new Map<string, number>()
  const strangers: number[] = []
  const known: readonly string[] = templateColumns[kind]
  columns.forEach((name, n) => {
    if (known.includes(name) && !places.has(name)) places.set(name, n)
    else strangers.push(n)
  })
  return { places, strangers }
}
