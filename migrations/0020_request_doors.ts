import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const ownPlatformPart = `account_id = ${currentAccount} and organisation_id = ${platform}`

const policies = [
  // The account's own part, which no organisation answers.
  `create policy kept_for_account on data_requests as permissive for all using (${ownPlatformPart}) with check (${ownPlatformPart})`,
  `create policy kept_for_account on data_request_events as permissive for insert with check (organisation_id = ${platform}
     and exists (select from data_requests r where r.organisation_id = data_request_events.organisation_id
       and r.id = data_request_events.request_id and r.account_id = ${currentAccount}))`,
  // A request is opened by its own key, also once the patient is gone.
  `create policy of_requester on keys.wrapping_keys as permissive for select using (${outsideOrganisations}
     and exists (select from data_requests r where r.organisation_id = wrapping_keys.organisation_id and r.account_id = ${currentAccount}))`,
]

const doors = [
  // A person's way into an organisation that they ask for something, with no role there. Not held back by texts that
  // wait to be accepted: own data can be reached all the time.
  `create function enter_requester(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform public.enter_person(p_account, p_session, p_at);
     if not exists (select from public.organisations o where o.id = p_organisation and o.kind <> 'platform') then
       raise exception 'no such organisation' using errcode = 'PX404';
     end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.roles', 'requester', true);
   end $$`,

  // A mail to the account behind a request, which the organisation that answers does not see.
  `create function tell_requester(p_request uuid, p_mail uuid, p_kind text, p_subject uuid, p_version integer, p_sealed bytea, p_at timestamptz)
   returns boolean
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_account uuid; v_locale text; v_mail uuid;
   begin
     select a.id, a.locale into v_account, v_locale
       from public.data_requests r join public.accounts a on a.id = r.account_id
      where r.organisation_id = ${currentOrganisation} and r.id = p_request and a.state = 'active';
     if not found or p_kind not like 'request%' then return false; end if;
     insert into public.mails (organisation_id, id, kind, subject_id, subject_version, lead_time, account_id, language, sealed,
         due_at, state, attempts, created_at)
       values (${platform}, p_mail, p_kind, p_subject, p_version, '', v_account, v_locale, p_sealed, p_at, 'planned', 0, p_at)
       on conflict (organisation_id, subject_id, kind, subject_version, lead_time) do nothing
       returning id into v_mail;
     if v_mail is not null then
       insert into public.outbox (organisation_id, id, account_id, job, subject_id, created_at)
         values (${platform}, gen_random_uuid(), v_account, 'mail.send', v_mail, p_at);
     end if;
     return true;
   end $$`,

  // Open requests whose last day comes near or is over, in the order of their ids.
  `create function watched_requests(p_until date, p_after uuid, p_organisation uuid, p_limit integer)
   returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select r.organisation_id, r.id from public.data_requests r
      where r.closed_at is null and r.unrolled_on <= p_until
        and (p_after is null or (r.id, r.organisation_id) > (p_after, p_organisation))
      order by r.id, r.organisation_id limit p_limit $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tokens drop constraint tokens_purpose_check`.execute(db)
  await sql`alter table tokens add constraint tokens_purpose_check
    check (purpose in ('verifyEmail', 'resetPassword', 'invitation', 'patientLink', 'undoErasure'))`.execute(
    db,
  )
  for (const text of [...policies, ...doors]) await sql.raw(text).execute(db)
}
