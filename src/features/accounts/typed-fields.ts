import { invalid } from '#src/errors.ts'
import { normaliseEmail, normaliseName, normalisePhone } from '#src/schema/text.ts'

/** The stored form of an e-mail address. @throws Problem `invalid-request` for none */
export const emailOf = (typed: string): string => {
  const email = normaliseEmail(typed)
  if (email === null) throw invalid('/email', 'must be an e-mail address')
  return email
}

/** The stored form of a person's phone number, E.164. @throws Problem `invalid-request` for none */
export const phoneOf = (typed: string): string => {
  const phone = normalisePhone(typed, null)
  if (phone === null)
    throw invalid('/phone', 'must be a phone number with its country, such as +46 8 123 456 78')
  return phone
}

/** The stored form of a name. */
export const nameOf = normaliseName
