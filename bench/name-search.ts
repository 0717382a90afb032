import { randomInt } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { sealValue } from '#src/crypto/sealing.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import { hashName } from '#src/features/patients/patient-names.ts'
import type { Bench } from './bench.ts'
import { bytes, type Clinic, insertRows } from './clinic.ts'

const batch = 1_000
const warmingSearches = 50
const searches = 1_000

const common =
  'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson Hansson Bengtsson Carlsson Petersson Lindberg Magnusson Gustavsson'.split(
    ' ',
  )
const beginnings =
  'Lind Berg Ek Sjö Öst Väst Nord Söder Gran Björk Alm Hag Hed Holm Ström Sund Strand Sten Sand Ros Lilje Lund Dal Fors Hammar Åker Äng Boh Ceder Nor Ed Rud Myr Kvarn Nyg Hell Wik Wall Zetter Blom'.split(
    ' ',
  )
const endings =
  'gren qvist kvist ström berg lund man ell in én mark dahl holm fors stedt sten blad hed löf strand ius ander bäck gård'.split(
    ' ',
  )
const given =
  'Anna Maria Elisabeth Erik Lars Karl Anders Johan Per Nils Eva Karin Kristina Margareta Lena Birgitta Mikael Jan Hans Peter Fatima Mohamed Leyla Elin Björn Åsa Göran Zeynep Rəşad Aynur Oskar Hugo Alma Saga Wilma Maja Liam Noah Astrid Selma'.split(
    ' ',
  )

const pick = <T>(from: readonly T[]): T => from[randomInt(from.length)]!

/** Two in five have one of twenty names, as people do; the others one of a thousand. */
const newName = () => ({
  firstName: randomInt(4) === 0 ? `${pick(given)} ${pick(given)}` : pick(given),
  lastName: randomInt(5) < 2 ? pick(common) : `${pick(beginnings)}${pick(endings)}`,
})

const mistype = (word: string): string => {
  const at = randomInt(1, word.length)
  switch (randomInt(3)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1)
    case 1:
      return `${word.slice(0, at)}e${word.slice(at)}`
    default:
      return `${word.slice(0, at)}o${word.slice(at + 1)}`
  }
}

const newQuery = (): string => {
  const { firstName, lastName } = newName()
  switch (randomInt(8)) {
    case 0:
      return lastName
    case 1:
      return mistype(lastName)
    case 2:
      return `${firstName} ${lastName}`
    case 3:
      return `${firstName} ${mistype(lastName)}`
    case 4:
      return `${mistype(firstName)} ${lastName}`
    case 5:
      return firstName
    case 6:
      return `${firstName} ${lastName.slice(0, 3)}`
    default:
      return lastName.slice(0, randomInt(2, 6))
  }
}

// Everybody has keys of their own, as people do: shared ones would be at hand more often than they are.
const sealPeople = async ({ deps, tx }: JobScope, organisationId: string, count: number) => {
  const at = deps.clock.now().toISOString()
  const patients: object[] = []
  const tokens: object[] = []
  for (let made = 0; made < count; made++) {
    const [id, name] = [newId(), newName()]
    const owner = { organisationId, subjectId: id, accountId: null }
    const careKey = await deps.keyring.createSubjectKey(tx, { ...owner, class: 'care' })
    const restKey = await deps.keyring.createSubjectKey(tx, { ...owner, class: 'rest' })
    const care = { ...name, dateOfBirth: '1980-01-31', nationalId: null }
    const rest = { email: null, phone: null, address: null }
    patients.push({
      organisation_id: organisationId,
      id,
      care: bytes(sealValue(careKey, { field: 'patients.care', rowId: id }, care)),
      rest: bytes(sealValue(restKey, { field: 'patients.rest', rowId: id }, rest)),
      index_version: 1,
      locale: 'sv',
      source: 'receptionist',
      state: 'active',
      version: 1,
      created_at: at,
      updated_at: at,
    })
    const { hashes } = await hashName(deps.keyring, tx, organisationId, name)
    for (const hash of hashes)
      tokens.push({
        organisation_id: organisationId,
        token_hash: bytes(hash),
        patient_id: id,
        index_version: 1,
      })
  }
  return { patients, tokens }
}

/** Registers so many people in one clinic. */
export const fillPatients = async ({ deps, owner, database }: Bench, clinic: Clinic, count: number) => {
  for (let made = 0; made < count; made += batch) {
    const { patients, tokens } = await withJob(deps, clinic.id, (scope) =>
      sealPeople(scope, clinic.id, batch),
    )
    await insertRows(owner, 'patients', patients)
    await insertRows(owner, 'patient_name_tokens', tokens)
  }
  await database.settle()
}

const search = async (url: string, clinic: Clinic, token: string): Promise<number> => {
  const begun = performance.now()
  const answer = await fetch(`${url}/v1/organisations/${clinic.id}/patients/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: newQuery() }),
  })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`a search answered ${answer.status}`)
  return performance.now() - begun
}

/**
 * Searches by names that are right, mistyped or begun, by one word or two, one search after the other.
 * @returns what each took in milliseconds, in order of length, without the first ones, for which everything was cold
 * @throws Error when an answer was no success
 */
export const searchNames = async (url: string, clinic: Clinic, token: string): Promise<number[]> => {
  const took: number[] = []
  for (let n = 0; n < warmingSearches + searches; n++) took.push(await search(url, clinic, token))
  return took.slice(warmingSearches).sort((a, b) => a - b)
}
