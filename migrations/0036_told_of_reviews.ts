import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const alterations = [
  // Since when whoever is at an appointment is asked unless they refused; whoever booked before was not told. No release
  // before this one could ask.
  `alter table organisations add column asks_unless_refused_since timestamptz`,
  `update organisations set asks_unless_refused_since = updated_at
     where settings #>> '{reviews,automatic}' = 'true' and settings #>> '{reviews,consentRequired}' = 'false'`,
  `alter table directory_organisations add column review_invitations text not null default 'never'
     check (review_invitations in ('never', 'unlessRefused', 'withConsent'))`,
  `update directory_organisations d set review_invitations =
     case when o.asks_unless_refused_since is null then 'withConsent' else 'unlessRefused' end
     from organisations o where o.id = d.organisation_id and o.settings #>> '{reviews,automatic}' = 'true'`,
  `alter table tokens drop constraint tokens_purpose_check`,
  `alter table tokens add constraint tokens_purpose_check check (purpose in ('verifyEmail', 'resetPassword', 'invitation', 'patientLink',
     'emailChange', 'emailChangeUndo', 'requestAddress', 'undoErasure', 'reviewRefusal'))`,
]

const functions = [
  // Besides what 0032 lets in: the link by which whoever books says that they want no invitations.
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

  // As in 0032, of those alone who were told when they booked, or who consented.
  `create or replace function visits_to_review(p_at timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
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
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of [...alterations, ...functions]) await sql.raw(text).execute(db)
}
