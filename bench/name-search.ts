import { randomInt } from 'node:crypto'
import type { Bench } from './bench.ts'
import { type Clinic, insertPatients } from './clinic.ts'

const batch = 1_000
const searches = 400

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
  switch (randomInt(5)) {
    case 0:
      return lastName
    case 1:
      return mistype(lastName)
    case 2:
      return `${firstName} ${lastName}`
    case 3:
      return `${firstName} ${mistype(lastName)}`
    default:
      return lastName.slice(0, 4)
  }
}

/** Registers so many people in one clinic. */
export const fillPatients = async ({ deps, owner, database }: Bench, clinic: Clinic, count: number) => {
  for (let made = 0; made < count; made += batch)
    await insertPatients(
      deps,
      owner,
      clinic.id,
      Array.from({ length: Math.min(batch, count - made) }, newName),
    )
  await database.settle()
}

/**
 * Searches by names that are right, mistyped or begun, one search after the other.
 * @returns what each took in milliseconds, in order of length
 * @throws Error when an answer was no success
 */
export const searchNames = async (url: string, clinic: Clinic, token: string): Promise<number[]> => {
  const took: number[] = []
  for (let n = 0; n < searches; n++) {
    const begun = performance.now()
    const answer = await fetch(`${url}/v1/organisations/${clinic.id}/patients/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: newQuery() }),
    })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`a search answered ${answer.status}`)
    took.push(performance.now() - begun)
  }
  return took.sort((a, b) => a - b)
}
