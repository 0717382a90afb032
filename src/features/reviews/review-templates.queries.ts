import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import type { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'

/** The newest template of each language. */
export const currentTemplates = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('reviewTemplates')
    .selectAll()
    .distinctOn('language')
    .where('organisationId', '=', organisationId)
    .orderBy('language')
    .orderBy('version', 'desc')
    .execute()

/** Every version, newest first. */
export const listTemplates = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('reviewTemplates')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()

/** Adds the next version of a language. */
export const insertTemplate = (
  tx: ScopedTx,
  row: {
    organisationId: string
    id: string
    language: TemplateLanguage
    subject: string
    text: string
    createdBy: string
    createdAt: string
  },
) =>
  tx
    .insertInto('reviewTemplates')
    .values({
      ...row,
      version: sql<number>`1 + coalesce((select max(t.version) from review_templates t
        where t.organisation_id = ${row.organisationId} and t.language = ${row.language}), 0)`,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

/** What tells of health in a line that others read: names of services, specialties. */
export const listTellingWords = async (tx: ScopedTx, organisationId: string): Promise<string[]> => {
  const { rows } = await sql<{ word: string }>`
    select name as word from services where organisation_id = ${organisationId}
    union select unnest(specialties) from practitioners where organisation_id = ${organisationId}`.execute(tx)
  return rows.map(({ word }) => word)
}
