import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Test } from 'tap'
import { v7 as newId } from 'uuid'
import { type Keyring, openKeyring } from '#src/crypto/keyring.ts'
import { parseMasterKeys } from '#src/crypto/master-keys.ts'
import { sealValue } from '#src/crypto/sealing.ts'
import { closePools, openPools } from '#src/db/connect.ts'
import { PLATFORM_ID, type Tx } from '#src/db/database.ts'
import { transact } from '#src/db/transact.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'

/** One master key, as `MASTER_KEYS` writes it. */
export const masterText = `first:${randomBytes(32).toString('base64')}`

/** A clock that stands until it is moved. */
export const movable = () => {
  let now = Date.parse('2026-11-21T09:00:00Z')
  return {
    now: () => new Date(now),
    wait(ms: number) {
      now += ms
    },
  }
}

/** A database and keyrings over it, each as if in a process of its own. */
export const openRig = async (t: Test) => {
  const database = await createTestDatabase(t)
  const pools = openPools(database.databaseUrl, { statementNames: true })
  t.teardown(() => closePools(pools))
  const owner = await connectTo(t, database.ownerUrl)
  const clock = movable()
  const open = (text = masterText) => openKeyring({ masterKeys: parseMasterKeys(text), clock })
  const inside = <R>(organisationId: string, run: (tx: Tx) => Promise<R>): Promise<R> =>
    transact(pools, 'worker', { text: 'select enter_job($1)', values: [organisationId] }, run)
  const start = async (text = masterText) => {
    const keyring = open(text)
    await inside(PLATFORM_ID, (tx) => keyring.ensurePlatform(tx))
    return keyring
  }
  return { pools, owner, clock, start, inside }
}

export type Rig = Awaited<ReturnType<typeof openRig>>

/** Stores an organisation and its keys as the door `create_organisation` does. */
export const createOrganisation = async (owner: pg.Client, keyring: Keyring) => {
  const id = newId()
  const keys = keyring.newOrganisationKeys(id)
  await owner.query(
    `insert into organisations values ($1, 'clinic', 'Kliniken', 'SE', 'Europe/Stockholm', 'sv', 'active', '{}', 1, 1, $2, $2)`,
    [id, keys.wrappingKey.created_at],
  )
  await owner.query(
    'insert into keys.wrapping_keys select * from jsonb_populate_record(null::keys.wrapping_keys, $1)',
    [JSON.stringify(keys.wrappingKey)],
  )
  await owner.query(
    'insert into keys.subject_keys select * from jsonb_populate_recordset(null::keys.subject_keys, $1)',
    [JSON.stringify(keys.subjectKeys)],
  )
  return { id, keys }
}

/** A patient's care key and a value sealed with it. */
export const createPatient = async (
  { inside }: Rig,
  keyring: Keyring,
  organisationId: string,
  name: string,
) => {
  const owner = { organisationId, subjectId: newId(), class: 'care' } as const
  const place = { field: 'patients.care', rowId: owner.subjectId }
  const sealed = await inside(organisationId, async (tx) =>
    sealValue(await keyring.createSubjectKey(tx, { ...owner, accountId: null }), place, { name }),
  )
  return { owner, place, sealed, organisationId }
}
