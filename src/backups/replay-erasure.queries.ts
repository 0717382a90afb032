import type pg from 'pg'
import type { ReplayAct } from '#src/backups/replay.queries.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { SubjectPath } from '#src/privacy/declarations.ts'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'
import { type RegisteredTable, register } from '#src/privacy/register.ts'

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Kept by law or by what they prove, or about somebody else; the register says the same of their columns. */
const spared: ReadonlySet<string> = new Set([
  'auditEvents',
  'auditEventPatients',
  'auditUnsealed',
  'dataRequests',
  'dataRequestEvents',
  'ledgerActs',
])

/** Columns that name whoever did something to a row about somebody else. */
const sparedColumns: ReadonlySet<string> = new Set([
  'settingsVersions.changedBy',
  'agreementSignatures.signedBy',
  'imports.enteredBy',
  'breakGlass.accountId',
])

/** What stays with a record that the law keeps. */
const ofRecord: ReadonlySet<string> = new Set([
  'patients',
  'legalHolds',
  'importSources',
  'patientNameTokens',
])

const isTenant = ({ columns }: RegisteredTable) => columns.some(({ name }) => name === 'organisationId')
const declared = (name: string) => register.find((table) => table.name === name)

/** A condition on a table's rows; `$1` is the organisation, `$2` the account, `$3` the patient. */
const conditionOf = (table: RegisteredTable, path: SubjectPath, act: LedgerEntry): string | null => {
  if (sparedColumns.has(`${table.name}.${path.by}`)) return null
  const column = `"${snakeCase(path.by)}"`
  if ('through' in path) {
    const next = declared(path.through)
    const further = next ? conditionsOf(next, act) : null
    return further && `${column} in (select id from ${snakeCase(path.through)} where ${further})`
  }
  if (path.of === 'patient') return act.patientId === null ? null : `${column} = $3::uuid`
  if (path.of !== 'account' || act.accountId === null) return null
  // What an organisation erases reaches its own rows; the account itself is the platform's.
  return act.organisationId === PLATFORM_ID || isTenant(table) ? `${column} = $2::uuid` : null
}

const conditionsOf = (table: RegisteredTable, act: LedgerEntry): string | null => {
  const any = table.subjects.map((path) => conditionOf(table, path, act)).filter((one) => one !== null)
  if (any.length === 0) return null
  const there = isTenant(table) ? 'organisation_id = $1::uuid and ' : ''
  return `${there}(${any.join(' or ')})`
}

/** Tables whose rows others refer to come after those. */
const inOrder = async (client: pg.ClientBase, names: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ referring: string; referred: string }>(
    `select distinct f.conrelid::regclass::text as referring, f.confrelid::regclass::text as referred
       from pg_constraint f where f.contype = 'f' and f.conrelid <> f.confrelid`,
  )
  const ordered: string[] = []
  let waiting = [...names]
  while (waiting.length > 0) {
    const free = waiting.filter(
      (name) => !rows.some(({ referring, referred }) => referred === name && waiting.includes(referring)),
    )
    ordered.push(...(free.length > 0 ? free : waiting))
    waiting = free.length > 0 ? waiting.filter((name) => !free.includes(name)) : []
  }
  return ordered
}

const values = (act: LedgerEntry) => [act.organisationId, act.accountId, act.patientId]

/** Lets go of a person whose row is about to be deleted, in whatever row of somebody else still refers to it. */
const release = async (client: pg.ClientBase, referred: 'accounts' | 'patients', id: string) => {
  const { rows } = await client.query<{ name: string; column: string; nullable: boolean }>(
    `select f.conrelid::regclass::text as name, quote_ident(a.attname) as column, not a.attnotnull as nullable
       from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[cardinality(f.conkey)]
      where f.contype = 'f' and f.confrelid = $1::regclass and f.confdeltype not in ('c', 'n')`,
    [`public.${referred}`],
  )
  for (const { name, column, nullable } of rows)
    await client.query(
      nullable
        ? `update ${name} set ${column} = null where ${column} = $1`
        : `delete from ${name} where ${column} = $1`,
      [id],
    )
}

const deleteRows = async (client: pg.ClientBase, act: LedgerEntry, keptRecord: boolean) => {
  const physical = new Map(
    register
      .filter(({ name }) => !name.startsWith('keys.') && !spared.has(name))
      .filter(({ name }) => !(keptRecord && ofRecord.has(name)))
      .map((table) => [snakeCase(table.name), table]),
  )
  for (const name of await inOrder(client, [...physical.keys()])) {
    const table = physical.get(name)
    if (name === 'patients' && act.patientId !== null) await release(client, name, act.patientId)
    const ofAccount = act.organisationId === PLATFORM_ID ? act.accountId : null
    if (name === 'accounts' && ofAccount !== null) {
      await client.query(
        `update guardians set state = 'ended', ended_at = coalesce(ended_at, $2), account_id = null where account_id = $1`,
        [ofAccount, act.at],
      )
      await release(client, name, ofAccount)
    }
    const condition = table && conditionsOf(table, act)
    // Every value is named, whichever of them the condition needs: PostgreSQL cannot tell the type of one that is not.
    if (condition)
      await client.query(
        `delete from ${name} where ${condition} and coalesce($1::uuid, $2::uuid, $3::uuid) is not null`,
        values(act),
      )
  }
}

/** Finds rows without an id of the person by the keyed hash of their blind index. */
const deleteByHash = async (
  client: pg.ClientBase,
  { organisationId, hashes }: LedgerEntry,
  hashFor: (organisationId: string, index: Buffer) => string,
) => {
  if (hashes.length === 0) return
  const { rows } = await client.query<{ index: Buffer }>(
    'select distinct email_index as index from invitations where organisation_id = $1',
    [organisationId],
  )
  const found = rows
    .map(({ index }) => index)
    .filter((index) => hashes.includes(hashFor(organisationId, index)))
  if (found.length > 0)
    await client.query('delete from invitations where organisation_id = $1 and email_index = any ($2)', [
      organisationId,
      found,
    ])
}

/**
 * Erases again whom a restored database still holds: every row that the register leads to from the ids, and the keys.
 * @param hashFor the ledger's hash of a blind index
 */
export const eraseAgain =
  (hashFor: (organisationId: string, index: Buffer) => string): ReplayAct =>
  async (client, act) => {
    const keptRecord = act.detail.kept === 'record'
    await deleteRows(client, act, keptRecord)
    await deleteByHash(client, act, hashFor)
    const subjects = [act.patientId, act.organisationId === PLATFORM_ID ? act.accountId : null]
    await client.query(
      `delete from keys.subject_keys where organisation_id = $1 and subject_id = any ($2) and (class = 'rest' or not $3)`,
      [act.organisationId, subjects.filter((id) => id !== null), keptRecord],
    )
  }

/** Purges an organisation again: every row of it, in the order of their references, and its keys. */
export const purgeAgain: ReplayAct = async (client, { organisationId }) => {
  const { rows } = await client.query<{ name: string }>(
    `select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'keys') and c.relkind in ('r', 'p') and not c.relispartition
        and a.attname = 'organisation_id' and not a.attisdropped and c.relname <> 'ledger_acts'`,
  )
  for (const name of await inOrder(
    client,
    rows.map(({ name }) => name),
  ))
    await client.query(`delete from ${name} where organisation_id = $1`, [organisationId])
  await client.query('delete from organisations where id = $1', [organisationId])
}
