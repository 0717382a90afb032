import { sql, type Updateable } from 'kysely'
import type { SubjectKeyValues, WrappingKeyValues } from '#src/crypto/keys.queries.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import { snakeCase } from '#src/db/snake-case.ts'
import type { Settings } from '#src/features/organisations/organisations.schema.ts'
import { reviewInvitationsOf } from '#src/features/organisations/review-settings.ts'
import { completeSettings } from '#src/features/organisations/settings.ts'

const shown = [
  'id',
  'kind',
  'name',
  'country',
  'timeZone',
  'language',
  'state',
  'version',
  'createdAt',
  'updatedAt',
  'leavesAt',
] as const

/** The organisation in scope; a setting that is younger than what it stored stands at its default. */
export const findOrganisation = async (tx: ScopedTx, organisationId: string) => {
  const row = await tx
    .selectFrom('organisations')
    .select([...shown, 'settings', 'settingsVersion', 'asksUnlessRefusedSince'])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return { ...row, settings: completeSettings(row.settings, row.language, row.country) }
}

/** Organisations by id, at most `limit + 1`, after the given id; for the platform's role. */
export const listOrganisations = (tx: Tx, after: string | null, limit: number) =>
  tx
    .selectFrom('organisations')
    .select(shown)
    .where('kind', '<>', 'platform')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit + 1)
    .execute()

/** Changes the organisation where its version is still the expected one; undefined where it is not. */
export const updateOrganisation = (
  tx: ScopedTx,
  organisationId: string,
  expected: number | null,
  change: Updateable<Database['organisations']>,
) =>
  tx
    .updateTable('organisations')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', organisationId)
    .$if(expected !== null, (query) => query.where('version', '=', expected))
    .returning(shown)
    .executeTakeFirst()

/** Puts settings in force where their version is still the expected one; undefined where it is not. */
export const updateSettings = (
  tx: ScopedTx,
  organisationId: string,
  expected: number | null,
  settings: Settings,
  at: string,
) =>
  tx
    .updateTable('organisations')
    .set({
      settings: sql`${JSON.stringify(settings)}::jsonb`,
      settingsVersion: sql`settings_version + 1`,
      asksUnlessRefusedSince:
        reviewInvitationsOf(settings.reviews) === 'unlessRefused'
          ? sql`coalesce(asks_unless_refused_since, ${at})`
          : null,
      updatedAt: at,
    })
    .where('id', '=', organisationId)
    .$if(expected !== null, (query) => query.where('settingsVersion', '=', expected))
    .returning(['settings', 'settingsVersion'])
    .executeTakeFirst()

/** Writes down what the settings were from now on, and who made them so. */
export const insertSettingsVersion = async (
  tx: ScopedTx,
  row: {
    organisationId: string
    version: number
    settings: Settings
    changedBy: string
    createdAt: string
  },
): Promise<void> => {
  await tx
    .insertInto('settingsVersions')
    .values({ ...row, settings: sql`${JSON.stringify(row.settings)}::jsonb` })
    .execute()
}

/** The settings' versions, newest first, at most `limit + 1`, before the given one. */
export const listSettingsVersions = (
  tx: ScopedTx,
  organisationId: string,
  before: number | null,
  limit: number,
) =>
  tx
    .selectFrom('settingsVersions')
    .select(['version', 'settings', 'changedBy', 'createdAt'])
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('version', '<', before))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute()

/** A row as the door takes it: column names, bytes as `\x` and hex digits. */
const forDoor = (row: object): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        snakeCase(name),
        Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
      ]),
    ),
  )

/** Every row that a new organisation begins with. */
export interface FoundingRows {
  organisation: object
  directory: object
  wrappingKey: WrappingKeyValues
  subjectKeys: SubjectKeyValues[]
  invitation: object
  token: object
  mail: object
  outbox: object
  auditEvent: object
}

/** Stores a new organisation through the door that asks once more whether a platform administrator does it. */
export const createOrganisation = async (
  tx: Tx,
  by: { accountId: string; sessionId: string; at: string },
  rows: FoundingRows,
): Promise<void> => {
  await sql`select create_organisation(${by.accountId}::uuid, ${by.sessionId}::uuid, ${by.at}::timestamptz,
    ${forDoor(rows.organisation)}::jsonb, ${forDoor(rows.directory)}::jsonb, ${JSON.stringify(rows.wrappingKey)}::jsonb,
    ${JSON.stringify(rows.subjectKeys)}::jsonb, ${forDoor(rows.invitation)}::jsonb, ${forDoor(rows.token)}::jsonb,
    ${forDoor(rows.mail)}::jsonb, ${forDoor(rows.outbox)}::jsonb, ${forDoor(rows.auditEvent)}::jsonb)`.execute(
    tx,
  )
}
