import { runImport } from '#src/features/imports/run-import.ts'
import type { Answer, TestApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus } from '#test/helpers/clinic.ts'

const ndjson = 'application/fhir+ndjson'
export const bundle = 'application/fhir+json'
export const csv = 'text/csv'

/** Resources as JSON lines. */
export const jsonLines = (resources: readonly unknown[]): string =>
  resources.map((resource) => JSON.stringify(resource)).join('\n')

/** Sends a file as the clinic's practitioner. */
export const sendImport = (
  clinic: Clinic,
  query: string,
  content: string | Buffer,
  type = ndjson,
  token = clinic.practitioner.token,
): Promise<Answer> =>
  clinic.call('POST', `/imports?${query}`, { token, body: content, headers: { 'content-type': type } })

/** Sends a file, works it off, and answers what became of it. */
export const importFile = async (
  app: TestApp,
  clinic: Clinic,
  query: string,
  content: string | Buffer,
  type = ndjson,
) => {
  const { body } = expectStatus(await sendImport(clinic, query, content, type), 202)
  await runImport(app.deps, clinic.id, body.id)
  return showImport(clinic, body.id)
}

interface Found {
  line: number
  kind: string
  pointer: string
  detail: string
}

/** An import as it is answered, and all that was found in its rows. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
type ShownImport = Record<string, any> & { findings: Found[]; errors: Found[] }

/** An import with all that was found in its rows. */
export const showImport = async (clinic: Clinic, id: string): Promise<ShownImport> => {
  const { token } = clinic.practitioner
  const { body } = expectStatus(await clinic.call('GET', `/imports/${id}`, { token }), 200)
  const findings: Found[] = []
  let cursor = ''
  do {
    const path = `/imports/${id}/errors?limit=200${cursor && `&cursor=${cursor}`}`
    const page = expectStatus(await clinic.call('GET', path, { token }), 200).body
    findings.push(...page.data)
    cursor = page.nextCursor ?? ''
  } while (cursor)
  return { ...body, findings, errors: findings.filter(({ kind }) => kind === 'error') }
}

/** A FHIR Patient with nothing but a name and a birthday. */
export const fhirPatient = (id: string, fields: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ use: 'official', family: 'Lund', given: ['Ola'] }],
  birthDate: '1980-02-29',
  ...fields,
})

/** A FHIR Encounter of half an hour. */
export const fhirEncounter = (id: string, patient: string, practitioner: string, start: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  subject: { reference: `Patient/${patient}` },
  participant: [{ individual: { reference: `Practitioner/${practitioner}` } }],
  period: { start, end: new Date(Date.parse(start) + 1_800_000).toISOString() },
})
