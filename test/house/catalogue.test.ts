import { t as root, type Test, test } from 'tap'
import { closePools, openPools } from '#src/db/connect.ts'
import { grantApplication, revokeLargeObjects } from '#src/db/grants.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'
import {
  forcedTables,
  fragilePolicies,
  globalUniques,
  leadlessReferences,
  openPolicies,
  ownFunctions,
  referredGlobals,
  rightsBeyondRows,
  rightsOfPublic,
  unwalledTables,
  waysAround,
} from '#test/house/catalogue-rules.ts'
import { ownerlessTables, publicTables } from '#test/house/strangers.ts'

const application = 'praxis_app'

const connect = async (t: Test) => {
  const database = await createTestDatabase(t)
  return { database, owner: await connectTo(t, database.ownerUrl) }
}

// As migrated; tests that change something make a database of their own.
const { database, owner } = await connect(root)

test('S26: every table but the counters is under row security, which its owner passes', async (t) => {
  t.strictSame(await unwalledTables(owner), ownerlessTables)
  t.strictSame(await forcedTables(owner), [], 'with FORCE the owner’s migrations and backups see nothing')
})

test('S27: policies read the scope in the one form that an empty or missing setting does not break', async (t) => {
  t.strictSame(await fragilePolicies(owner), [])
  t.strictSame(
    await openPolicies(owner),
    publicTables.map((table) => `${table} r`),
  )
})

/** What is unique beyond an organisation, and why that tells nobody anything. */
const globalKeys = {
  directory_practitioners_pkey: 'the public directory is found by practitioner alone',
  review_invitations_token: 'a random secret of 256 bits, as below',
  review_invitations_unsubscribe: 'a random secret of 256 bits, as below',
  tokens_hash: 'a random secret of 256 bits, found before its organisation is known',
}

test('S29: between tenant tables every unique, exclusion and foreign key leads with the organisation', async (t) => {
  t.strictSame(await globalUniques(owner), Object.keys(globalKeys))
  t.strictSame(await leadlessReferences(owner), [])
  t.strictSame(await referredGlobals(owner), ['accounts', 'agreement_versions', 'organisations'])
})

/** Every function that runs as the owner: entrances that raise unless what they were given stands, and doors that tell ids. */
const ownersFunctions = [
  'acceptance_pending(uuid, uuid, text, timestamp with time zone) -> boolean',
  'account_of_email(bytea[]) -> uuid',
  'active_accounts(uuid, integer) -> SETOF uuid',
  'add_account_index(uuid, bytea, bytea) -> void',
  'administrators(uuid, integer) -> SETOF uuid',
  'append_audit_batches(uuid[], uuid[], jsonb[]) -> void',
  'audited_organisations() -> SETOF uuid',
  'beat_instance() -> void',
  'bind_instance() -> void',
  'cared_for() -> uuid[]',
  'cares_for(uuid) -> boolean',
  'clear_outbox(uuid[], uuid[]) -> void',
  'close_review_invitations(timestamp with time zone, integer) -> integer',
  'keep_closed_review_token() -> trigger',
  'review_addresses_to_empty(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'visits_to_review(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'compute_benchmark(timestamp with time zone) -> integer',
  'create_organisation(uuid, uuid, timestamp with time zone, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb) -> void',
  'demand_acceptances(uuid, uuid, text[], timestamp with time zone) -> void',
  'count_late_changes() -> trigger',
  'drop_log_days(timestamp with time zone) -> TABLE(dropped bigint, kept bigint)',
  'drop_trail(uuid, bigint, timestamp with time zone) -> bigint',
  'due_retention(timestamp with time zone, integer) -> SETOF uuid',
  'enter_statistics(uuid) -> void',
  'held_accounts() -> SETOF uuid',
  'is_linked_elsewhere(uuid, uuid) -> boolean',
  'is_outlived(uuid, timestamp with time zone, timestamp with time zone) -> boolean',
  'due_disclosures(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'due_exports(integer) -> TABLE(organisation_id uuid, id uuid)',
  'due_purges(timestamp with time zone, integer) -> SETOF uuid',
  'due_transfers(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'not_to_be_written_to(uuid[]) -> SETOF uuid',
  'outdated_exports(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'purge_organisation(uuid, integer) -> integer',
  'due_imports(integer) -> TABLE(organisation_id uuid, id uuid)',
  'due_mails(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'end_own_objections(uuid, uuid, text[], timestamp with time zone) -> integer',
  'enter_undo(bytea, uuid, timestamp with time zone) -> void',
  'undoable_parts(bytea, timestamp with time zone) -> SETOF uuid',
  'open_public_requests(bytea[], timestamp with time zone) -> integer',
  'unasked_requests(integer) -> TABLE(organisation_id uuid, id uuid)',
  'due_erasures(timestamp with time zone, integer) -> TABLE(organisation_id uuid, id uuid)',
  'enter_break_glass(uuid, uuid, uuid, timestamp with time zone, boolean) -> TABLE(authenticated_at timestamp with time zone, password_generated boolean, administrator_without_factor boolean, emergencies jsonb)',
  'enter_certificate(bytea) -> TABLE(organisation_id uuid, account_id uuid, subject_id uuid)',
  'enter_erasure(uuid, uuid, boolean) -> void',
  'enter_job(uuid) -> void',
  'enter_newcomer(uuid, uuid, uuid, timestamp with time zone) -> TABLE(authenticated_at timestamp with time zone, leaving boolean)',
  'enter_organisation(uuid, uuid, uuid, timestamp with time zone) -> TABLE(roles text[], practitioner_id uuid, patient_id uuid, authenticated_at timestamp with time zone, emergencies jsonb)',
  'enter_person(uuid, uuid, timestamp with time zone) -> TABLE(authenticated_at timestamp with time zone, password_generated boolean, administrator_without_factor boolean, leaving boolean)',
  'enter_platform(uuid, uuid, uuid, timestamp with time zone) -> TABLE(authenticated_at timestamp with time zone, password_generated boolean, administrator_without_factor boolean)',
  'enter_public(text, bytea, timestamp with time zone) -> TABLE(organisation_id uuid, account_id uuid, subject_id uuid)',
  'keep_usage() -> trigger',
  'ledger_state() -> TABLE(instance_id uuid, bound boolean, beat bigint, head bigint, head_id uuid)',
  'erasure_parts(uuid) -> TABLE(organisation_id uuid, open boolean, blocked boolean)',
  'forget_inviter(uuid) -> integer',
  'make_log_partitions(timestamp with time zone) -> void',
  'enter_requester(uuid, uuid, uuid, timestamp with time zone) -> void',
  'tell_requester(uuid, uuid, text, uuid, integer, bytea, timestamp with time zone) -> boolean',
  'watched_requests(date, uuid, uuid, integer) -> TABLE(organisation_id uuid, id uuid)',
  'glass_broken(uuid) -> boolean',
  'organisation_ids() -> SETOF uuid',
  'pending_acceptances(uuid, timestamp with time zone) -> TABLE(organisation_id uuid, id uuid)',
  'pending_outbox(integer) -> TABLE(organisation_id uuid, id uuid, job text, subject_id uuid)',
  'place_ledger_acts(uuid[], uuid[], bigint[]) -> integer',
  'post_audit_batches(integer) -> boolean',
  'platform_audience(text, uuid, integer) -> TABLE(id uuid)',
  'queue_audit_events() -> trigger',
  'scan_pages(oid, text[], text[], bigint, bigint, text, text, text, text, uuid[]) -> TABLE(bytes bigint, found text[])',
  'scanned_tables() -> TABLE(id oid, name text, pages bigint)',
  'settle_account_indexes(smallint, integer) -> integer',
  'tell_administrators(text, timestamp with time zone) -> void',
  'token_organisation(text, bytea, timestamp with time zone) -> uuid',
  'unsealed_organisations(integer) -> SETOF uuid',
  'unwritten_ledger_acts(integer) -> TABLE(organisation_id uuid, id uuid, action text, account_id uuid, patient_id uuid, subject_id uuid, detail jsonb, hashes text[], created_at timestamp with time zone)',
  'waiting_erasures(integer) -> TABLE(organisation_id uuid, id uuid)',
  'withdraw_unwanted_mails(uuid, uuid, text[], timestamp with time zone) -> integer',
]

test('S31: the functions that run as the owner are these, and they look names up where nobody can put others', async (t) => {
  const functions = await ownFunctions(owner)
  const definers = functions.filter(({ definer }) => definer)
  t.strictSame(definers.map(({ signature }) => signature).sort(), [...ownersFunctions].sort())
  for (const { signature, settings } of definers)
    t.strictSame(settings, ['search_path=pg_catalog, pg_temp'], signature)
  t.strictSame(
    functions.filter(({ leakproof, everybody }) => leakproof || everybody),
    [],
  )
})

test('S31: no view, no copy and no partition leads around a policy', async (t) => {
  t.strictSame(await waysAround(owner, application), [])
})

test('S32: PUBLIC has nothing, and the application login rows alone', async (t) => {
  t.strictSame(await rightsOfPublic(owner), [])
  t.strictSame(await rightsBeyondRows(owner, application), [])
  const client = await connectTo(t, database.databaseUrl)
  const forbidden = [
    'create temp table mine (id int)',
    'create table public.mine (id int)',
    'create table jobs.mine (id int)',
    'create schema mine',
    'create function public.mine() returns int language sql as $$ select 1 $$',
    'create view public.mine as select 1',
    'create role mine',
    'truncate appointments',
    'create trigger mine after insert on sites execute function suppress_redundant_updates_trigger()',
    'alter table sites add column mine int',
    'drop table sites',
    'select * from kysely_migration',
    `copy (select 1) to program 'true'`,
    `select pg_read_file('PG_VERSION')`,
    'delete from audit_events',
    `update audit_events set action = 'none'`,
    'delete from settings_versions',
    'delete from organisations',
  ]
  for (const text of forbidden) await t.rejects(client.query(text), { code: '42501' }, text)
})

test('S32: large objects, which no policy reaches, are closed where a superuser made the database', async (t) => {
  const own = await connect(t)
  await revokeLargeObjects(await connectTo(t, own.database.superuserUrl))
  const client = await connectTo(t, own.database.databaseUrl)
  const makers = ['lo_create(0)', 'lo_creat(-1)', `lo_from_bytea(0, '\\x00')`, 'lo_get(1)']
  for (const call of makers) await t.rejects(client.query(`select ${call}`), { code: '42501' }, call)
})

test('S32: statements, waits and idle transactions of requests end by themselves', async (t) => {
  const pools = openPools(database.databaseUrl, { statementNames: true })
  t.teardown(() => closePools(pools))
  const show = async (name: string) => (await pools.api.query(`show ${name}`)).rows[0][name]
  t.equal(await show('statement_timeout'), '5s')
  t.equal(await show('lock_timeout'), '2s')
  t.equal(await show('idle_in_transaction_session_timeout'), '10s')
  const client = await pools.worker.connect()
  await client.query('set statement_timeout = 50')
  await t.rejects(client.query('select pg_sleep(10)'), { code: '57014' })
  client.release(true)
})

test('S31 S32: rights are given anew at each migration, and nothing made meanwhile stays open', async (t) => {
  const own = await connect(t)
  await own.owner.query(`
    create table late (organisation_id uuid not null, id uuid not null, primary key (organisation_id, id));
    alter table late enable row level security;
    grant all on late to public;
    grant create on schema public to public;
    create function late_door() returns int language sql security definer as 'select 1'`)
  t.ok((await rightsOfPublic(own.owner)).includes('late TRUNCATE'))
  await grantApplication(own.owner, application)
  t.strictSame(await rightsOfPublic(own.owner), [])
  t.notOk((await ownFunctions(own.owner)).some(({ everybody }) => everybody))
  const client = await connectTo(t, own.database.databaseUrl)
  t.strictSame((await client.query('select * from late')).rows, [])
})

test('S26 S27 S29 S31 S32: these tests find what is wrong', async (t) => {
  const { owner } = await connect(t)
  await owner.query(`
    create table strays (organisation_id uuid not null, id uuid primary key, site_id uuid unique);
    create table stray_notes (id uuid primary key, organisation_id uuid, stray_id uuid references strays);
    alter table sites force row level security;
    create policy bare on strays using (organisation_id = current_setting('app.organisation_id', true)::uuid);
    create policy missing on strays using (id::text = nullif(current_setting('app.account_id'), ''));
    create policy open on strays with check (true);
    create view every_site as select * from sites;
    create function way_in() returns setof sites language sql security definer as 'select * from sites';
    grant truncate on strays to ${application}`)
  t.strictSame(await unwalledTables(owner), [...ownerlessTables, 'stray_notes', 'strays'])
  t.strictSame(await forcedTables(owner), ['sites'])
  t.strictSame(await fragilePolicies(owner), ['bare on strays', 'missing on strays'])
  t.ok((await openPolicies(owner)).includes('strays *'))
  t.strictSame(await globalUniques(owner), [
    'directory_practitioners_pkey',
    'review_invitations_token',
    'review_invitations_unsubscribe',
    'stray_notes_pkey',
    'strays_pkey',
    'strays_site_id_key',
    'tokens_hash',
  ])
  t.strictSame(await leadlessReferences(owner), ['stray_notes_stray_id_fkey'])
  t.strictSame(await waysAround(owner, application), ['every_site'])
  t.strictSame(await rightsBeyondRows(owner, application), ['strays TRUNCATE'])
  t.match(
    (await ownFunctions(owner)).filter(({ everybody }) => everybody),
    [{ signature: 'way_in() -> SETOF sites', definer: true, settings: null }],
  )
})
