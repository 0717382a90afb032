import pg from 'pg'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type FilledOrganisation, insertText, type Shape, whereRow } from '#test/house/filled-database.ts'

/** What a transaction says it is: the settings that the policies read. */
export type Settings = Partial<
  Record<'organisation_id' | 'account_id' | 'roles' | 'practitioner_id' | 'patient_id', string>
>

/** Somebody who has no business with the victim's rows. */
export interface Stranger {
  name: string
  settings: Settings
  /** Tables on which the policies let this one work, whosever the rows are. */
  entrusted: readonly string[]
}

/** What everybody may read, and nobody but its organisation write. */
export const publicTables = [
  'agreement_versions',
  'benchmark_editions',
  'consent_texts',
  'directory_organisations',
  'directory_practitioners',
  'notice_versions',
  'policy_versions',
]

/** Tables whose rows are nobody's: counters under keyed hashes. */
export const ownerlessTables = ['rate_limits']

const everyRole = 'org_admin,practitioner,receptionist,patient'

/** The scopes in which the application works, none of them the victim's. */
export const strangersOf = (own: FilledOrganisation): Stranger[] => {
  const { organisationId: organisation_id, accountId: account_id } = own
  const stranger = (name: string, settings: Settings, entrusted: readonly string[] = []): Stranger => ({
    name,
    settings,
    entrusted,
  })
  return [
    stranger('no scope', {}),
    stranger('a member of another organisation', { organisation_id, account_id, roles: everyRole }),
    stranger('a person outside of organisations', { organisation_id: '', account_id, roles: 'person' }),
    stranger('a newcomer elsewhere', { organisation_id, account_id, roles: 'newcomer' }),
    stranger('a worker elsewhere', { organisation_id, roles: 'worker' }),
    stranger('an organisation that does not exist', { organisation_id: newId(), account_id: newId() }),
    // Registrations and the platform's own mails wait there for whoever shows their key; the code reads its own alone.
    stranger('somebody who signs in', { organisation_id: PLATFORM_ID, roles: 'public' }, ['registrations']),
  ]
}

interface Attempt {
  table: string
  what: string
  text: string
  values: unknown[]
}

/** The column that says whose a row is. */
const ownerColumn = (columns: readonly string[]): string =>
  ['organisation_id', 'account_id'].find((column) => columns.includes(column)) ?? 'id'

const attemptsOn = (
  shape: Shape,
  table: string,
  victim: FilledOrganisation,
  own: FilledOrganisation,
): Attempt[] => {
  const row = victim.rows.get(table) ?? {}
  const columns = shape.columns.filter((column) => column.table === table).map(({ column }) => column)
  const [first = ''] = columns
  const theirs = whereRow(shape, victim, table)
  const key = shape.primaryKeys.get(table)?.join(', ')
  const whole = JSON.stringify(row)
  const attempt = (what: string, text: string, values: unknown[] = []) => ({ table, what, text, values })
  const owning = ownerColumn(columns)
  return [
    attempt('read', `select * from ${table} where ${theirs}`),
    attempt('read for update', `select * from ${table} where ${theirs} for update`),
    attempt('change', `update ${table} set ${first} = ${first} where ${theirs}`),
    attempt('remove', `delete from ${table} where ${theirs}`),
    attempt('add', insertText(table), [whole]),
    attempt('add quietly', `${insertText(table)} on conflict do nothing`, [whole]),
    attempt(
      'replace',
      `${insertText(table)} on conflict (${key}) do update set ${first} = excluded.${first}`,
      [whole],
    ),
    attempt('empty', `truncate ${table} cascade`),
    attempt('move its own', `update ${table} set ${owning} = $1 where ${whereRow(shape, own, table)}`, [
      row[owning],
    ]),
    attempt('add as of the other', insertText(table), [
      JSON.stringify({ ...own.rows.get(table), [owning]: row[owning] }),
    ]),
  ]
}

/** Every attempt on every table that has an owner. */
export const attemptsOf = (shape: Shape, victim: FilledOrganisation, own: FilledOrganisation): Attempt[] =>
  [...victim.rows.keys()]
    .filter((table) => !ownerlessTables.includes(table))
    .flatMap((table) => attemptsOn(shape, table, victim, own))

const settingsQuery = (settings: Settings) => {
  const entries = Object.entries(settings)
  const calls = entries.map((_entry, n) => `set_config($${2 * n + 1}, $${2 * n + 2}, true)`)
  return {
    text: calls.length ? `select ${calls.join(', ')}` : 'select 1',
    values: entries.flatMap(([name, value]) => [`app.${name}`, value]),
  }
}

interface Outcome {
  rows: number
  code: string | null
}

const outcomeOf = (settled: PromiseSettledResult<pg.QueryResult>): Outcome =>
  settled.status === 'fulfilled'
    ? { rows: settled.value.rowCount ?? 0, code: null }
    : { rows: 0, code: (settled.reason as { code?: string }).code ?? 'unknown' }

const run = async (
  client: pg.Client,
  settings: Settings,
  attempt: Attempt,
  pipelined: boolean,
): Promise<Outcome> => {
  const queries = [
    { text: 'begin', values: [] },
    settingsQuery(settings),
    { text: attempt.text, values: attempt.values },
    { text: 'commit', values: [] },
  ]
  if (pipelined) {
    const settled = await Promise.allSettled(queries.map((query) => client.query(query)))
    return outcomeOf(settled[2] as PromiseSettledResult<pg.QueryResult>)
  }
  const outcomes: Outcome[] = []
  for (const query of queries) {
    const [settled] = await Promise.allSettled([client.query(query)])
    if (settled) outcomes.push(outcomeOf(settled))
  }
  return outcomes[2] ?? { rows: 0, code: 'unknown' }
}

/** "Permission denied" and "violates row-level security policy" are one code. */
const refused = '42501'

const breach = (stranger: Stranger, { table, what }: Attempt, { rows, code }: Outcome): string[] => {
  if (code === refused || (code === null && rows === 0)) return []
  if (what === 'read' && publicTables.includes(table) && rows === 1) return []
  return [`${stranger.name}: ${what} ${table}: ${code === null ? `${rows} rows` : `error ${code}`}`]
}

/**
 * Lets strangers try everything on everything of the victim.
 * @param how alone: statement by statement; pipelined: all of all transactions sent before any answer
 * @returns what went through, or was refused with another error than those that tell nothing
 */
export const breachesBy = async (
  client: pg.Client,
  attempts: Attempt[],
  strangers: Stranger[],
  how: 'alone' | 'pipelined',
): Promise<string[]> => {
  const found: string[] = []
  for (const stranger of strangers) {
    const theirs = attempts.filter(({ table }) => !stranger.entrusted.includes(table))
    const tries = async (attempt: Attempt) =>
      breach(stranger, attempt, await run(client, stranger.settings, attempt, how === 'pipelined'))
    if (how === 'pipelined') found.push(...(await Promise.all(theirs.map(tries))).flat())
    else for (const attempt of theirs) found.push(...(await tries(attempt)))
  }
  return found
}

/** A client that sends without waiting for answers. */
export const connectPipelined = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, pipeline: true } as pg.ClientConfig)
  client.on('error', () => {})
  await client.connect()
  return client
}
