import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

/** Sets of a transaction; one expression for all of them costs a tenth of a statement for each. */
const set = (settings: Record<string, string>): string =>
  Object.entries(settings)
    .map(([name, value]) => `set_config('app.${name}', coalesce(${value}, ''), true)`)
    .join(' || ')

// What it reads and refuses, and in which order, is as before. Every statement inside a function costs more than the row
// that it finds: what five of them asked is one now, and only practitioners are asked for what depends on that role.
const enterOrganisation = `
  create or replace function enter_organisation(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
  returns table (roles text[], practitioner_id uuid, patient_id uuid, authenticated_at timestamptz, emergencies jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    v_factor_missing boolean; v_demanded boolean; v_children text; v_visibility text := 'organisation'; v_since timestamptz;
    v_emergency_patients text; v_set text;
  begin
    select s.authenticated_at, m.roles, m.practitioner_id, p.id,
        (select o.settings ->> 'secondFactor' = 'staff' from public.organisations o where o.id = m.organisation_id)
          and not exists (select from public.second_factors f where f.account_id = a.id and f.confirmed_at is not null),
        (select string_agg(g.patient_id::text, ',') from public.guardians g
          where g.account_id = p_account and g.organisation_id = p_organisation and g.state = 'active'),
        exists (select from public.policy_versions d
          where d.organisation_id in (p_organisation, ${platform}) and d.mode = 'mustAccept' and d.effective_from <= p_at)
      into authenticated_at, roles, practitioner_id, patient_id, v_factor_missing, v_children, v_demanded
      from public.sessions s
      join public.accounts a on a.id = s.account_id
      left join public.memberships m on m.organisation_id = p_organisation and m.account_id = a.id and m.state = 'active'
      left join public.patients p on p.organisation_id = p_organisation and p.account_id = a.id and p.state = 'active'
     where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
    if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
    if patient_id is not null then roles := array_append(coalesce(roles, '{}'), 'patient'); end if;
    if 'practitioner' = any (roles) then
      select string_agg(b.patient_id::text, ','), jsonb_object_agg(b.patient_id, b.id) into v_emergency_patients, emergencies
        from public.break_glass b
       where b.account_id = p_account and b.expires_at > p_at and b.organisation_id = p_organisation and b.role = 'practitioner';
      select coalesce(o.settings ->> 'patientVisibility', 'organisation'),
          p_at - coalesce(o.settings ->> 'careRelationPeriod', 'P2Y')::interval
        into v_visibility, v_since from public.organisations o where o.id = p_organisation;
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

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(enterOrganisation).execute(db)
  await sql`drop function enter_relations(uuid, uuid, text[], timestamptz)`.execute(db)
}
