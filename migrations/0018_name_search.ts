import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

// A search reads thousands of these rows. Asked in a query of its own, the role is looked up once and not for each row.
const notPlatform = `(select coalesce(current_setting('app.roles', true), '') <> 'platform') or organisation_id = ${platform}`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter policy not_of_platform on patient_name_tokens using (${notPlatform}) with check (${notPlatform})`,
    )
    .execute(db)
}
