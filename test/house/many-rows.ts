import type pg from 'pg'
import { people } from '#test/house/many-accounts.ts'
import { care } from '#test/house/many-appointments.ts'
import { clinics } from '#test/house/many-clinics.ts'
import { organisations } from '#test/house/row-recipes.ts'

/**
 * Fills a database with a year of several busy clinics: over 50,000 appointments and what hangs on them.
 * @param superuser who alone may leave the checks of references out, as they take most of the time
 */
export const fillMany = async (superuser: pg.Client): Promise<void> => {
  for (const day of ['2026-12-24', '2027-01-07'])
    await superuser.query('select make_log_partitions($1)', [day])
  await superuser.query('begin; set local session_replication_role = replica')
  for (const { table, columns, from } of [...people, ...clinics, ...care])
    await superuser.query(
      `insert into ${table} (${Object.keys(columns).join(', ')}) select ${Object.values(columns).join(', ')}
        from ${from.replace(/^o\b/, `generate_series(1, ${organisations}) o`)}`,
    )
  await superuser.query('commit')
  await superuser.query('analyze')
}
