import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'

/** Does an act again to a database that may not know of it; where its row is gone there is nothing to do. */
export type ReplayAct = (client: pg.ClientBase, act: LedgerEntry) => Promise<void>

/** Writes the act down where the restored database does not have it, and its place. */
export const keepAct: ReplayAct = async (client, act) => {
  await client.query(
    `insert into ledger_acts (organisation_id, id, action, account_id, patient_id, subject_id, detail, hashes, created_at, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (organisation_id, id) do update set position = excluded.position`,
    [
      act.organisationId,
      act.id,
      act.action,
      act.accountId,
      act.patientId,
      act.subjectId,
      act.detail,
      act.hashes,
      act.at,
      act.position,
    ],
  )
}

/** A decision against: it is the newest, so it is the one in force. */
export const withdrawConsent: ReplayAct = async (client, act) => {
  const { organisationId, id, accountId, patientId, subjectId, detail, at } = act
  await client.query(
    `insert into consents (organisation_id, id, patient_id, account_id, purpose, granted, source, recorded_by, created_at)
     select $1, $2, p.id, case when p.id is null then a.id end, $5, false, $6, $7, $8
       from (select) as one
       left join patients p on p.organisation_id = $1 and p.id = $3
       left join accounts a on a.id = $4
      where coalesce(p.id, a.id) is not null
     on conflict (organisation_id, id) do nothing`,
    [
      organisationId,
      subjectId ?? id,
      patientId,
      accountId,
      detail.purpose ?? 'marketing',
      detail.source ?? 'self',
      accountId,
      at,
    ],
  )
}

const kindsOf = { marketing: [] as string[], reminders: ['appointmentReminder'] }

/** Turns off what an account is sent beside what must arrive. */
export const optOut: ReplayAct = async (client, { accountId, detail, at }) => {
  if (accountId === null) return
  const [marketing, reminders] = [detail.marketing !== 'off', detail.reminders !== 'off']
  await client.query(
    `insert into communication_preferences (account_id, marketing, reminders, version, updated_at)
     select id, $2, $3, 1, $4 from accounts where id = $1
     on conflict (account_id) do update set marketing = communication_preferences.marketing and $2,
       reminders = communication_preferences.reminders and $3, version = communication_preferences.version + 1, updated_at = $4`,
    [accountId, marketing, reminders, at],
  )
  if (!reminders)
    await client.query(
      `update mails m set state = 'withdrawn', sealed = null where m.state = 'planned' and m.kind = any ($2)
         and (m.account_id = $1 or exists (select from patients p where p.organisation_id = m.organisation_id
           and p.id = m.patient_id and p.account_id = $1))`,
      [accountId, kindsOf.reminders],
    )
}

/** Ends a restriction when it was to end; one that began later has its act behind this one. */
export const endRestriction: ReplayAct = async (client, { organisationId, patientId, detail, at }) => {
  await client.query(
    `update patients set restriction_ends_at = $3, version = version + 1, updated_at = $4
      where organisation_id = $1 and id = $2 and restricted_at is not null and (restriction_ends_at is null or restriction_ends_at > $3)`,
    [organisationId, patientId, detail.endsAt ?? at, at],
  )
}

/** Ends the objections of a request, or those of a person to some purposes: towards the platform everywhere. */
export const endObjections: ReplayAct = async (client, act) => {
  const { organisationId, accountId, patientId, subjectId, detail, at } = act
  const stands = '(o.ended_at is null or o.ended_at > $1)'
  const endsAt = detail.endsAt ?? at
  if (subjectId !== null) {
    await client.query(
      `update objections o set ended_at = $1 where ${stands} and o.organisation_id = $2 and o.request_id = $3`,
      [endsAt, organisationId, subjectId],
    )
    return
  }
  const purposes = (detail.purposes ?? '').split(',')
  await client.query(
    patientId === null
      ? `update objections o set ended_at = $1 where ${stands} and o.purpose = any ($2) and (o.account_id = $3 or exists
          (select from patients p where p.organisation_id = o.organisation_id and p.id = o.patient_id and p.account_id = $3))`
      : `update objections o set ended_at = $1 where ${stands} and o.purpose = any ($2) and o.organisation_id = $3 and o.patient_id = $4`,
    patientId === null ? [endsAt, purposes, accountId] : [endsAt, purposes, organisationId, patientId],
  )
}

/** No address finds the account: neither signing in nor a new password. */
export const closeSignIn = async (client: pg.ClientBase, accountId: string, at: string): Promise<void> => {
  await client.query(
    `update accounts set email_index = $2, next_email_index = null, password_reset_demanded_at = $3, version = version + 1,
       updated_at = $3 where id = $1`,
    [accountId, randomBytes(32), at],
  )
}

/** Asks somebody for no review any more: the patient, and whoever is reached at the address, which is kept as a keyed hash. */
export const refuseInvitations: ReplayAct = async (client, act) => {
  const { organisationId, id, patientId, detail, at } = act
  if (patientId !== null)
    await withdrawConsent(client, {
      ...act,
      subjectId: null,
      accountId: null,
      detail: { purpose: 'reviewInvitations', source: 'self' },
    })
  if (detail.address === undefined) return
  await client.query(
    `insert into review_opt_outs (organisation_id, id, email_index, created_at)
     select o.id, $2, decode($3, 'hex'), $4 from organisations o where o.id = $1
     on conflict (organisation_id, email_index) do update set created_at = greatest(review_opt_outs.created_at, $4)`,
    [organisationId, id, detail.address, at],
  )
}

/**
 * Gives an erased patient what went to an address of a list, so that it is erased next; where the backup is older than the
 * patient it goes at once.
 */
export const tieInvitation: ReplayAct = async (client, { organisationId, patientId, subjectId }) => {
  const known = [organisationId, subjectId, patientId]
  for (const [table, by] of [
    ['review_invitations', 'id'],
    ['reviews', 'invitation_id'],
    ['mails', 'subject_id'],
  ])
    await client.query(
      `update ${table} r set patient_id = p.id from patients p
        where r.organisation_id = $1 and r.${by} = $2 and p.organisation_id = $1 and p.id = $3`,
      known,
    )
  for (const rows of [
    `keys.subject_keys where organisation_id = $1 and subject_id = $2 and class = 'invitation'`,
    `mails where organisation_id = $1 and subject_id = $2 and patient_id is null`,
    `review_invitations where organisation_id = $1 and id = $2 and patient_id is null`,
  ])
    await client.query(`delete from ${rows}`, [organisationId, subjectId])
}

/** Takes a patient out of use. */
export const deactivatePatient: ReplayAct = async (client, { organisationId, patientId, at }) => {
  await client.query(
    `update patients set state = 'deactivated', version = version + 1, updated_at = $3
      where organisation_id = $1 and id = $2 and state <> 'deactivated'`,
    [organisationId, patientId, at],
  )
}

/** Leaves a member the roles that they still had, or removes them. */
export const revokeMembership: ReplayAct = async (client, act) => {
  const { organisationId, subjectId, accountId, detail, at } = act
  const left = detail.roles === undefined || detail.roles === '' ? [] : detail.roles.split(',')
  const { rows } = await client.query<{ practitioner_id: string | null; account_id: string }>(
    `update memberships m set version = version + 1, updated_at = $5,
       state = case when m.roles && $4 then m.state else 'removed' end,
       roles = case when m.roles && $4 then array(select r from unnest(m.roles) r where r = any ($4)) else m.roles end,
       practitioner_id = case when 'practitioner' = any ($4) then m.practitioner_id end
      where m.organisation_id = $1 and (m.id = $2 or m.account_id = $3) returning m.practitioner_id, m.account_id`,
    [organisationId, subjectId, accountId, left, at],
  )
  for (const { practitioner_id: practitionerId, account_id: id } of rows)
    if (practitionerId === null)
      await client.query(
        'update practitioners set account_id = null where organisation_id = $1 and account_id = $2',
        [organisationId, id],
      )
}

/** Ends a guardianship, or an invitation to one. */
export const endGuardian: ReplayAct = async (client, { organisationId, subjectId, at }) => {
  await client.query(
    `update guardians set state = 'ended', ended_at = $3 where organisation_id = $1 and id = $2 and state <> 'ended'`,
    [organisationId, subjectId, at],
  )
}

/** Voids an invitation. */
export const revokeInvitation: ReplayAct = async (client, { organisationId, subjectId, at }) => {
  await client.query(
    `update invitations set revoked_at = $3 where organisation_id = $1 and id = $2 and accepted_at is null and revoked_at is null`,
    [organisationId, subjectId, at],
  )
}

/** Removes a second factor with its recovery codes. */
export const removeFactor: ReplayAct = async (client, { accountId, subjectId }) => {
  await client.query('delete from second_factors where account_id = $1 and id = $2', [accountId, subjectId])
}

/** A recovery code is good once, before a restore and after it. */
export const spendRecoveryCode: ReplayAct = async (client, { accountId, subjectId, at }) => {
  await client.query(
    'update recovery_codes set used_at = coalesce(used_at, $3) where account_id = $1 and id = $2',
    [accountId, subjectId, at],
  )
}

/** Takes a patient out of a practitioner's care. */
export const endAssignment: ReplayAct = async (client, { organisationId, subjectId }) => {
  await client.query('delete from assignments where organisation_id = $1 and id = $2', [
    organisationId,
    subjectId,
  ])
}

/** The password of the backup signs nobody in any more: the owner sets a new one by mail. */
export const endPassword: ReplayAct = async (client, { accountId, at }) => {
  await client.query(
    `update accounts set password_reset_demanded_at = $2, version = version + 1 where id = $1`,
    [accountId, at],
  )
}

/** Destroys keys: the one that is named, or all of a subject. */
export const destroyKeys: ReplayAct = async (
  client,
  { organisationId, accountId, patientId, subjectId, detail },
) => {
  await client.query(
    `delete from keys.subject_keys where organisation_id = $1 and (id = $2 or subject_id = any ($3)) and ($4::text is null or class = $4)`,
    [
      organisationId,
      subjectId,
      [patientId, subjectId, organisationId === PLATFORM_ID ? accountId : null].filter((one) => one !== null),
      detail.class ?? null,
    ],
  )
}

/** Whether a restored database holds a patient, an account or an organisation at all. */
export const isThere = async (
  client: pg.ClientBase,
  table: 'patients' | 'accounts' | 'organisations',
  id: string | null,
): Promise<boolean> =>
  id !== null && (await client.query(`select from ${table} where id = $1`, [id])).rowCount === 1

/** Lets go of a person whose row is about to be deleted, in whatever row of somebody else still refers to it. */
export const letGo = async (
  client: pg.ClientBase,
  referred: 'accounts' | 'patients',
  id: string,
  at: string,
): Promise<void> => {
  if (referred === 'accounts')
    await client.query(
      `update guardians set state = 'ended', ended_at = coalesce(ended_at, $2), account_id = null where account_id = $1`,
      [id, at],
    )
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

/** Nothing is sent, opened or used that the time before the restore had caused. */
const voided = [
  `update mails set state = 'withdrawn', sealed = null where state = 'planned' and due_at <= $1`,
  `update appointments set status = 'lapsed', version = version + 1 where status = 'held' and $1::timestamptz is not null`,
  `update break_glass set expires_at = $1 where expires_at > $1`,
  `delete from refresh_tokens where $1::timestamptz is not null`,
  `delete from sessions where $1::timestamptz is not null`,
  `delete from tokens where $1::timestamptz is not null`,
  `delete from sign_in_challenges where $1::timestamptz is not null`,
  `delete from registrations where $1::timestamptz is not null`,
  // Their links are void, and who was not asked yet is not asked now.
  `delete from public_requests where verified_at is null and $1::timestamptz is not null`,
  `delete from idempotency_requests where $1::timestamptz is not null`,
  `delete from outbox where $1::timestamptz is not null`,
]

/** Withdraws what was due, and voids sign-ins, holds, links and queued work. */
export const voidTransient = async (client: pg.ClientBase, at: string): Promise<void> => {
  for (const text of voided) await client.query(text, [at])
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'jobs' and c.relkind in ('r', 'p') and c.relname <> 'migration'`,
  )
  if (rows.length > 0) await client.query(`truncate ${rows.map(({ name }) => name).join(', ')}`)
}

/** What the restored database knows of its ledger. */
export const findPlace = async (
  client: pg.ClientBase,
): Promise<{ position: number; id: string | null; instanceId: string | null; beat: number }> => {
  const { rows } = await client.query(
    `select coalesce(head, 0)::int as position, head_id as id, instance_id as "instanceId", coalesce(beat, 0)::int as beat from ledger_state()`,
  )
  return rows[0]
}

/** Opens the database: it belongs to this ledger from here on. */
export const openInstance = async (
  client: pg.ClientBase,
  instanceId: string,
  beat: number,
): Promise<void> => {
  await client.query('delete from instance')
  await client.query('insert into instance (id, bound, beat) values ($1, true, $2)', [instanceId, beat])
}
