import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

/** Sets of a transaction; one expression for all of them costs a tenth of a statement for each. */
const set = (settings: Record<string, string>): string =>
  Object.entries(settings)
    .map(([name, value]) => `set_config('app.${name}', coalesce(${value}, ''), true)`)
    .join(' || ')

// What it reads and refuses, and in which order, is as before; every statement inside a function costs more than the row that
// it finds, so what five of them asked is one. New is: where an organisation is being purged nobody is anything any more, whatever rows are still to go; whom
// an erasure keeps waiting is a patient to nobody but themselves, and such a role reaches little.
const enterOrganisation = `
  create or replace function enter_organisation(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
  returns table (roles text[], practitioner_id uuid, patient_id uuid, authenticated_at timestamptz, emergencies jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    v_factor_missing boolean; v_demanded boolean; v_children text; v_visibility text := 'organisation'; v_since timestamptz;
    v_emergency_patients text; v_set text; v_closed boolean; v_leaving boolean; v_settings jsonb;
  begin
    select s.authenticated_at, m.roles, m.practitioner_id, p.id,
        m.account_id is not null and o.settings ->> 'secondFactor' = 'staff'
          and not exists (select from public.second_factors f where f.account_id = a.id and f.confirmed_at is not null),
        (select string_agg(g.patient_id::text, ',') from public.guardians g
          where g.account_id = p_account and g.organisation_id = p_organisation and g.state = 'active'),
        exists (select from public.policy_versions d
          where d.organisation_id in (p_organisation, ${platform}) and d.mode = 'mustAccept' and d.effective_from <= p_at),
        o.state = 'closed', coalesce(p.erasure_request_id, a.erasure_request_id) is not null, o.settings
      into authenticated_at, roles, practitioner_id, patient_id, v_factor_missing, v_children, v_demanded, v_closed, v_leaving, v_settings
      from public.sessions s
      join public.accounts a on a.id = s.account_id
      left join public.organisations o on o.id = p_organisation
      left join public.memberships m on m.organisation_id = p_organisation and m.account_id = a.id and m.state = 'active'
      left join public.patients p on p.organisation_id = p_organisation and p.account_id = a.id and p.state = 'active'
     where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
    if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
    if v_closed then raise exception 'no such organisation' using errcode = 'PX404'; end if;
    if patient_id is not null then
      roles := array_append(coalesce(roles, '{}'), case when v_leaving then 'leaver' else 'patient' end);
    end if;
    if 'practitioner' = any (roles) then
      select string_agg(b.patient_id::text, ','), jsonb_object_agg(b.patient_id, b.id) into v_emergency_patients, emergencies
        from public.break_glass b
       where b.account_id = p_account and b.expires_at > p_at and b.organisation_id = p_organisation and b.role = 'practitioner';
      v_visibility := coalesce(v_settings ->> 'patientVisibility', 'organisation');
      v_since := p_at - coalesce(v_settings ->> 'careRelationPeriod', 'P2Y')::interval;
      if roles && array['org_admin', 'receptionist'] then v_visibility := 'organisation'; end if;
    end if;
    if v_children is not null then roles := array_append(coalesce(roles, '{}'), 'guardian'); end if;
    if roles is null then raise exception 'not in the organisation' using errcode = 'PX404'; end if;
    if v_factor_missing then raise exception 'no second factor' using errcode = 'PX423'; end if;
    if v_demanded then perform public.demand_acceptances(p_account, p_organisation, roles, p_at); end if;
    v_set := ${set({
      organisation_id: 'p_organisation::text',
      account_id: 'p_account::text',
      roles: `array_to_string(roles, ',')`,
      practitioner_id: 'practitioner_id::text',
      patient_id: 'patient_id::text',
      at: 'p_at::text',
      visibility: 'v_visibility',
      care_since: 'v_since::text',
      children: 'v_children',
      emergency_patients: 'v_emergency_patients',
    })};
    return next;
  end $$`

// Whether they wait for the erasure of everything, the entrance knows from the row that it reads anyway.
const enterPerson = `
  create function enter_person(p_account uuid, p_session uuid, p_at timestamptz)
  returns table (authenticated_at timestamptz, password_generated boolean, administrator_without_factor boolean, leaving boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    select s.authenticated_at, a.password_generated,
        a.platform_admin and not exists (select from public.second_factors f where f.account_id = a.id and f.confirmed_at is not null),
        a.erasure_request_id is not null
      into authenticated_at, password_generated, administrator_without_factor, leaving
      from public.sessions s join public.accounts a on a.id = s.account_id
     where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
    if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
    perform set_config('app.organisation_id', '', true), set_config('app.account_id', p_account::text, true),
      set_config('app.roles', 'person', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
    return next;
  end $$`

const enterNewcomer = `
  create function enter_newcomer(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
  returns table (authenticated_at timestamptz, leaving boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    select e.authenticated_at, e.leaving into authenticated_at, leaving from public.enter_person(p_account, p_session, p_at) e;
    if not exists (select from public.organisations o where o.id = p_organisation and o.kind <> 'platform' and o.state = 'active') then
      raise exception 'no such organisation' using errcode = 'PX404';
    end if;
    perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.roles', 'newcomer', true);
    return next;
  end $$`

const definitions = [
  enterOrganisation,
  'drop function enter_relations(uuid, uuid, text[], timestamptz)',
  'drop function enter_person(uuid, uuid, timestamptz)',
  enterPerson,
  'drop function enter_newcomer(uuid, uuid, uuid, timestamptz)',
  enterNewcomer,
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const definition of definitions) await sql.raw(definition).execute(db)
}
