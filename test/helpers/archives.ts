import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { extract } from 'tar-stream'
import type { TestApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus } from '#test/helpers/clinic.ts'

/** An archive's entries, its manifest, and the rows of its tables. */
export interface OpenedArchive {
  entries: Map<string, Buffer>
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  manifest: any
  // biome-ignore lint/suspicious/noExplicitAny: as above
  rows(table: string): any[]
}

/** Takes a tar archive apart. */
export const openArchive = async (archive: Buffer): Promise<OpenedArchive> => {
  const entries = new Map<string, Buffer>()
  const reading = Readable.from([archive]).pipe(extract())
  for await (const entry of reading) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    entries.set(entry.header.name, Buffer.concat(chunks))
  }
  return {
    entries,
    manifest: JSON.parse(String(entries.get('manifest.json'))),
    rows: (table) =>
      [...entries]
        .filter(([name]) => name.startsWith(`tables/${table}/`))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([, bytes]) => bytes.toString().split('\n').filter(Boolean))
        .map((line) => JSON.parse(line)),
  }
}

/** SHA-256 in hexadecimal digits. */
export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Asks for an export. @returns its id */
export const askForExport = async (clinic: Clinic): Promise<string> =>
  expectStatus(await clinic.call('POST', '/export', { token: clinic.admin.token }), 202).body.id

/** Fetches an archive as bytes. */
export const fetchArchive = async (app: TestApp, clinic: Clinic, id: string) =>
  app.app.inject({
    method: 'GET',
    url: `${clinic.url}/exports/${id}/archive`,
    headers: { authorization: `Bearer ${clinic.admin.token}` },
  })
