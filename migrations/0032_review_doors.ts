import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const functions = [
  // Besides what 0021 lets in: the links of review invitations, of which one whose invitation is gone stands for nobody,
  // and the link by which whoever books says that they want none.
  `create or replace function enter_public(p_purpose text, p_key bytea, p_at timestamptz)
   returns table (organisation_id uuid, account_id uuid, subject_id uuid)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_organisation uuid := ${platform}; v_account uuid; v_subject uuid; v_closed boolean := false;
   begin
     if p_purpose = 'signIn' then
       -- While keys are rotated an address has two indexes, one after the other in the key.
       select a.id into v_account from public.accounts a
        where a.email_index in (substr(p_key, 1, 32), substr(p_key, 33, 32)) or a.next_email_index in (substr(p_key, 1, 32), substr(p_key, 33, 32));
     elsif p_purpose = 'practitioner' then
       select d.organisation_id, d.practitioner_id into v_organisation, v_subject
         from public.directory_practitioners d where d.practitioner_id = encode(p_key, 'hex')::uuid;
     elsif p_purpose = 'organisation' then
       select o.id, o.id into v_organisation, v_subject from public.organisations o
        where o.id = encode(p_key, 'hex')::uuid and o.kind <> 'platform';
       if v_subject is null then raise exception 'no such organisation' using errcode = 'PX404'; end if;
     elsif p_purpose = 'dataRequest' then
       select r.organisation_id, r.id into v_organisation, v_subject from public.data_requests r where r.secret_hash = p_key;
       if v_subject is null then raise exception 'no such request' using errcode = 'PX404'; end if;
     elsif p_purpose = 'review' then
       select i.organisation_id, i.id into v_organisation, v_subject from public.review_invitations i where i.token_hash = p_key;
       if v_subject is null then
         v_organisation := ${platform};
         v_closed := exists (select from public.closed_review_tokens c where c.hash = p_key);
         if not v_closed then raise exception 'no such invitation' using errcode = 'PX404'; end if;
       end if;
     elsif p_purpose = 'unsubscribe' then
       select i.organisation_id, i.id into v_organisation, v_subject from public.review_invitations i where i.unsubscribe_hash = p_key;
       if v_subject is null then
         select t.organisation_id, t.subject_id into v_organisation, v_subject from public.tokens t
          where t.hash = p_key and t.purpose = 'reviewRefusal' and t.expires_at > p_at;
       end if;
       if v_subject is null then raise exception 'no such invitation' using errcode = 'PX404'; end if;
     elsif p_purpose = 'refresh' then
       select r.account_id, r.id into v_account, v_subject from public.refresh_tokens r where r.hash = p_key;
     elsif p_purpose = 'challenge' then
       select c.account_id, c.id into v_account, v_subject from public.sign_in_challenges c
        where c.hash = p_key and c.answered_at is null and c.attempts < 5 and c.expires_at > p_at;
     elsif p_purpose in ('verifyEmail', 'resetPassword', 'invitation', 'emailChange', 'emailChangeUndo', 'requestAddress', 'undoErasure') then
       select t.organisation_id, t.account_id, t.subject_id into v_organisation, v_account, v_subject from public.tokens t
        where t.hash = p_key and t.purpose = p_purpose and t.used_at is null and t.expires_at > p_at;
       if p_purpose = 'invitation' and v_subject is not null then
         select coalesce((select a.id from public.accounts a where a.email_index = i.email_index),
             (select a.id from public.accounts a where a.next_email_index = i.email_index), i.new_account_id)
           into v_account from public.invitations i
          where i.organisation_id = v_organisation and i.id = v_subject and i.accepted_at is null and i.revoked_at is null and i.expires_at > p_at;
         if not found then v_subject := null; end if;
       end if;
     end if;
     if v_subject is null and p_purpose <> 'signIn' and not v_closed then raise exception 'key does not stand' using errcode = 'PX410'; end if;
     perform set_config('app.organisation_id', v_organisation::text, true), set_config('app.account_id', coalesce(v_account::text, ''), true),
       set_config('app.roles', 'public', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_organisation, v_account, v_subject;
   end $$`,

  // Whatever deletes an invitation, its link is told from one that never was until it would have expired.
  `create function keep_closed_review_token() returns trigger
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if old.token_hash is not null then
       insert into public.closed_review_tokens values (gen_random_uuid(), old.token_hash, old.expires_at) on conflict do nothing;
     end if;
     return null;
   end $$`,
  `create trigger closed_review_token after delete on review_invitations for each row execute function keep_closed_review_token()`,

  // Visits whose time for an invitation has come, not longer than a week ago, and that nobody has looked at for that: of
  // those alone who were told when they booked, or who consented.
  `create function visits_to_review(p_at timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select a.organisation_id, a.id
       from (select o.id, p_at - (o.settings #>> '{reviews,delay}')::interval as latest,
                case when o.settings #>> '{reviews,consentRequired}' = 'true' then '-infinity' else o.asks_unless_refused_since end as since
               from public.organisations o
              where o.state = 'active' and o.settings #>> '{reviews,automatic}' = 'true') as asking
       join public.appointments a on a.organisation_id = asking.id and a.starts_at <= asking.latest
        and a.starts_at > asking.latest - interval '9 days' and a.ends_at <= asking.latest and a.ends_at > asking.latest - interval '7 days'
        and a.status = 'completed' and not a.imported and a.patient_id is not null and a.created_at >= asking.since
      where not exists (select from public.review_invitations i
              where i.organisation_id = a.organisation_id and i.appointment_id = a.id and i.source = 'automatic')
      order by a.ends_at limit p_limit $$`,

  // Ends what nobody answered in time, and what will not be sent any more as its mail was taken back.
  `create function close_review_invitations(p_at timestamptz, p_limit integer) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_total integer := 0; v_count integer;
   begin
     update public.review_invitations i set state = 'expired', closed_on = (p_at at time zone o.time_zone)::date, updated_at = p_at
       from public.organisations o
      where o.id = i.organisation_id and i.state in ('scheduled', 'sent', 'viewed') and (i.organisation_id, i.id) in
       (select e.organisation_id, e.id from public.review_invitations e
         where e.state in ('scheduled', 'sent', 'viewed') and e.expires_at <= p_at limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     update public.review_invitations i set state = 'withdrawn', closed_on = (p_at at time zone o.time_zone)::date, updated_at = p_at
       from public.organisations o
      where o.id = i.organisation_id and i.state = 'scheduled' and (i.organisation_id, i.id) in
       (select e.organisation_id, e.id from public.review_invitations e
         where e.state = 'scheduled' and not exists (select from public.mails m
           where m.organisation_id = e.organisation_id and m.subject_id = e.id and m.kind = 'reviewInvitation' and m.state in ('planned', 'sent')) limit p_limit);
     get diagnostics v_count = row_count;
     return v_total + v_count;
   end $$`,

  // Invitations of addresses that were made at this instant or before and still hold the address.
  `create function review_addresses_to_empty(p_made timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select i.organisation_id, i.id from public.review_invitations i
      where i.patient_id is null and i.sealed is not null and i.created_at <= p_made order by i.created_at limit p_limit $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of functions) await sql.raw(text).execute(db)
}
