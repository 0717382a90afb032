import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from './bench.ts'
import { type Clinic, employ, makePeople, tokensOf } from './clinic.ts'
import { startProcess } from './processes.ts'
import type { Figure } from './report.ts'

/** As many as one file may have. */
const rows = 100_000
const mostMebibytes = 400
const rowsOfChunk = 500

/** A resource as other systems send it, of three kilobytes, most of which is left out. */
const patient = (n: number) => ({
  resourceType: 'Patient',
  id: `bench-${n}`,
  text: { status: 'generated', div: `<div>${'x'.repeat(2_000)}</div>` },
  extension: [{ url: 'http://example.com/race', valueString: 'Other' }],
  identifier: [{ system: 'http://example.com/number', value: String(n) }],
  name: [{ use: 'official', family: `Lund ${n}`, given: ['Ola'], prefix: ['Mr.'] }],
  telecom: [
    { system: 'phone', value: `070-${String(1_000_000 + n)}` },
    { system: 'email', value: `ola-${n}@example.com` },
  ],
  gender: 'male',
  birthDate: '1980-02-29',
  address: [{ line: [`Storgatan ${n}`], city: 'Malmö', postalCode: '211 42', country: 'SE' }],
})

function* content(): Generator<Buffer> {
  for (let start = 0; start < rows; start += rowsOfChunk) {
    const lines = Array.from({ length: rowsOfChunk }, (_, n) => JSON.stringify(patient(start + n)))
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
}

const call = async (url: string, token: string, init: RequestInit & { duplex?: 'half' } = {}) => {
  const headers = { authorization: `Bearer ${token}`, ...init.headers }
  const answer = await fetch(url, { ...init, headers })
  const body = await answer.json()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status} ${JSON.stringify(body)}`)
  return body as { id: string; state: string; rows: Record<string, number> }
}

/**
 * Sends a file of 100,000 patients to a process that is API and worker at once, and waits until they are stored.
 * @throws Error where one of them is not
 */
export const measureImport = async (bench: Bench, clinic: Clinic): Promise<Figure[]> => {
  const people = await makePeople(bench.deps, bench.owner, 1)
  await employ(bench.deps, bench.owner, clinic, people, ['practitioner'])
  const token = () => tokensOf(bench.app, people)[0] ?? ''
  const service = await startProcess({
    script: 'src/main.ts',
    nodeOptions: ['--disable-proto=delete', '--max-old-space-size=192', '--max-semi-space-size=8'],
    environment: { ...bench.environment, DATABASE_OWNER_URL: bench.database.ownerUrl },
    log: join(bench.database.dataDir, 'import.log'),
    readyPath: '/health/ready',
  })
  try {
    const imports = `${service.url}/v1/organisations/${clinic.id}/imports`
    const begun = performance.now()
    const { id } = await call(
      `${imports}?kind=patients&onError=skip&informedAt=2026-01-01T09:00:00Z`,
      token(),
      {
        method: 'POST',
        body: Readable.toWeb(Readable.from(content())) as ReadableStream,
        duplex: 'half',
        headers: { 'content-type': 'application/fhir+ndjson' },
      },
    )
    const sent = performance.now()
    let state = 'queued'
    let created = 0
    while (state === 'queued' || state === 'running') {
      await wait(500)
      const shown = await call(`${imports}/${id}`, token())
      state = shown.state
      created = shown.rows.created ?? 0
    }
    if (state !== 'completed' || created !== rows)
      throw new Error(`the import is ${state} with ${created} rows`)
    const memory = await service.memory()
    const rate = (rows * 1_000) / (performance.now() - sent)
    const name = `patients imported from a file of ${rows.toLocaleString('en')}`
    const none = { floor: null, aim: '', met: null }
    return [
      { name: 'seconds to send that file', value: (sent - begun) / 1_000, unit: 's', ...none },
      { name, value: rate, unit: '/s', ...none },
      ...(memory
        ? [
            {
              name: 'resident memory of API and worker in one process during that',
              value: memory.peak,
              unit: 'MiB' as const,
              floor: null,
              aim: `≤ ${mostMebibytes} MiB`,
              met: memory.peak <= mostMebibytes,
            },
          ]
        : []),
    ]
  } finally {
    await service.stop()
  }
}
