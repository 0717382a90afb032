import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Test } from 'tap'
import type { TestApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'

/** A database with nothing in it beside that of an application, as a restore demands it. */
export const emptyDatabase = async (t: Test, app: TestApp) => {
  const name = `test_${randomBytes(6).toString('hex')}`
  const superuser = await connectTo(t, app.database.superuserUrl)
  await superuser.query(`create database ${name} owner praxis_owner`)
  await superuser.query(`revoke all on database ${name} from public`)
  t.teardown(async () => {
    const client = new pg.Client({ connectionString: app.database.superuserUrl })
    await client.connect()
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  })
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  return { databaseUrl: on(app.database.databaseUrl), ownerUrl: on(app.database.ownerUrl) }
}
