import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`
const noSecondFactor =
  'not exists (select from public.second_factors f where f.account_id = a.id and f.confirmed_at is not null)'

/** Functions that set the scope of a transaction. Each raises unless what it was given stands. */
const entrances = [
  `drop function enter_organisation(uuid, uuid, uuid, timestamptz)`,

  `create function enter_organisation(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
   returns table (roles text[], practitioner_id uuid, patient_id uuid, authenticated_at timestamptz, emergencies jsonb)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare
     v_authenticated timestamptz; v_roles text[]; v_practitioner uuid; v_patient uuid; v_factor_missing boolean;
     v_guardian boolean; v_emergencies jsonb;
   begin
     select s.authenticated_at, m.roles, m.practitioner_id, p.id,
         (select o.settings ->> 'secondFactor' = 'staff' from public.organisations o where o.id = m.organisation_id) and ${noSecondFactor}
       into v_authenticated, v_roles, v_practitioner, v_patient, v_factor_missing
       from public.sessions s
       join public.accounts a on a.id = s.account_id
       left join public.memberships m on m.organisation_id = p_organisation and m.account_id = a.id and m.state = 'active'
       left join public.patients p on p.organisation_id = p_organisation and p.account_id = a.id and p.state = 'active'
      where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
     if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
     if v_patient is not null then v_roles := array_append(coalesce(v_roles, '{}'), 'patient'); end if;
     select r.guardian, r.emergencies into v_guardian, v_emergencies
       from public.enter_relations(p_account, p_organisation, coalesce(v_roles, '{}'), p_at) r;
     if v_guardian then v_roles := array_append(coalesce(v_roles, '{}'), 'guardian'); end if;
     if v_roles is null then raise exception 'not in the organisation' using errcode = 'PX404'; end if;
     if v_factor_missing then raise exception 'no second factor' using errcode = 'PX423'; end if;
     if exists (select from public.policy_versions d
         where d.organisation_id in (p_organisation, ${platform}) and d.mode = 'mustAccept' and d.effective_from <= p_at) then
       perform public.demand_acceptances(p_account, p_organisation, v_roles, p_at);
     end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.account_id', p_account::text, true),
       set_config('app.roles', array_to_string(v_roles, ','), true),
       set_config('app.practitioner_id', coalesce(v_practitioner::text, ''), true), set_config('app.patient_id', coalesce(v_patient::text, ''), true);
     return query select v_roles, v_practitioner, v_patient, v_authenticated, v_emergencies;
   end $$`,

  'drop function enter_person(uuid, uuid, timestamptz)',
  `create function enter_person(p_account uuid, p_session uuid, p_at timestamptz)
   returns table (authenticated_at timestamptz, password_generated boolean, administrator_without_factor boolean)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_authenticated timestamptz; v_generated boolean; v_factor_missing boolean;
   begin
     select s.authenticated_at, a.password_generated, a.platform_admin and ${noSecondFactor}
       into v_authenticated, v_generated, v_factor_missing
       from public.sessions s join public.accounts a on a.id = s.account_id
      where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
     if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
     perform set_config('app.organisation_id', '', true), set_config('app.account_id', p_account::text, true),
       set_config('app.roles', 'person', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_authenticated, v_generated, v_factor_missing;
   end $$`,

  'drop function enter_platform(uuid, uuid, uuid, timestamptz)',
  `create function enter_platform(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
   returns table (authenticated_at timestamptz, password_generated boolean, administrator_without_factor boolean)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_authenticated timestamptz; v_generated boolean; v_factor_missing boolean;
   begin
     select e.authenticated_at, e.password_generated, e.administrator_without_factor into v_authenticated, v_generated, v_factor_missing
       from public.enter_person(p_account, p_session, p_at) e;
     if not exists (select from public.accounts a where a.id = p_account and a.platform_admin) then
       raise exception 'not of the platform' using errcode = 'PX403';
     end if;
     perform set_config('app.organisation_id', coalesce(p_organisation::text, ''), true), set_config('app.roles', 'platform', true);
     return query select v_authenticated, v_generated, v_factor_missing;
   end $$`,

  `create or replace function enter_public(p_purpose text, p_key bytea, p_at timestamptz)
   returns table (organisation_id uuid, account_id uuid, subject_id uuid)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_organisation uuid := ${platform}; v_account uuid; v_subject uuid;
   begin
     if p_purpose = 'signIn' then
       -- While keys are rotated an address has two indexes, one after the other in the key.
       select a.id into v_account from public.accounts a
        where a.email_index in (substr(p_key, 1, 32), substr(p_key, 33, 32)) or a.next_email_index in (substr(p_key, 1, 32), substr(p_key, 33, 32));
     elsif p_purpose = 'practitioner' then
       select d.organisation_id, d.practitioner_id into v_organisation, v_subject
         from public.directory_practitioners d where d.practitioner_id = encode(p_key, 'hex')::uuid;
     elsif p_purpose = 'refresh' then
       select r.account_id, r.id into v_account, v_subject from public.refresh_tokens r where r.hash = p_key;
     elsif p_purpose = 'challenge' then
       select c.account_id, c.id into v_account, v_subject from public.sign_in_challenges c
        where c.hash = p_key and c.answered_at is null and c.attempts < 5 and c.expires_at > p_at;
     elsif p_purpose in ('verifyEmail', 'resetPassword', 'invitation') then
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
     if v_subject is null and p_purpose <> 'signIn' then raise exception 'key does not stand' using errcode = 'PX410'; end if;
     perform set_config('app.organisation_id', v_organisation::text, true), set_config('app.account_id', coalesce(v_account::text, ''), true),
       set_config('app.roles', 'public', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_organisation, v_account, v_subject;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const definition of entrances) await sql.raw(definition).execute(db)
}
