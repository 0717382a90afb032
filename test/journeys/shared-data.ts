import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Where real input lies beside the checkout; absent elsewhere. */
export const sharedDataFolder = join(import.meta.dirname, '../../../shared/data')

/** Why a journey over real input does not run here, or false. */
export const sharedDataMissing = existsSync(sharedDataFolder)
  ? false
  : 'no ../shared/data beside this checkout'

export interface FhirEncounter {
  id: string
  subject: { reference: string }
  participant?: { individual: { reference: string } }[]
  period: { start: string; end: string }
  serviceProvider: { reference: string }
}

export interface FhirPatient {
  id: string
  birthDate: string
  name: { family: string; given: string[] }[]
  telecom?: { system: string; value: string }[]
}

export interface FhirPractitioner {
  id: string
  name: { family: string; given: string[]; prefix?: string[] }[]
}

export interface FhirOrganisation {
  id: string
  name: string
}

export interface Place {
  name: string
  address: string
  city: string
  zip: string
}

const lines = <R>(file: string): R[] =>
  readFileSync(join(sharedDataFolder, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

export const readEncounters = () => lines<FhirEncounter>('encounters.ndjson')
export const readPatients = () => new Map(lines<FhirPatient>('patients.ndjson').map((one) => [one.id, one]))
export const readPractitioners = () =>
  new Map(lines<FhirPractitioner>('practitioners.ndjson').map((one) => [one.id, one]))
export const readOrganisations = () =>
  new Map(lines<FhirOrganisation>('organizations.ndjson').map((one) => [one.id, one]))
export const readPlaces = (): Place[] =>
  parse(readFileSync(join(sharedDataFolder, 'places-se.csv')), { columns: true })

/** The id behind a FHIR reference, `Patient/…`. */
export const idOf = (reference: string): string => reference.slice(reference.indexOf('/') + 1)
