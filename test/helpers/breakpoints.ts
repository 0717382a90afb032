import type { Test } from 'tap'
import { connectTo } from '#test/helpers/database.ts'
import { until } from '#test/helpers/until.ts'

/** A place inside a transaction at which whoever comes by waits, until it is let go. */
export interface Breakpoint {
  /** `insert`, `update` or `delete`, the table, and of an update the columns named there with what they become. */
  readonly place: string
  /** Ids, one of which the row has. */
  readonly ids: readonly string[]
}

/** Columns that say how far something has come, by table. */
const watched: Readonly<Record<string, readonly string[]>> = {
  data_requests: ['state', 'step'],
}

// In the body of a function: what is looked for in tables must not be in a table of ours.
const listOf = (breakpoints: ReadonlyMap<number, Breakpoint>) =>
  [[-1, { place: '', ids: [] }] as const, ...breakpoints]
    .map(
      ([number, { place, ids }]) => `(${number}, '${place}', array[${ids.map((id) => `'${id}'`)}]::text[])`,
    )
    .join(', ')

const asFunction = (breakpoints: ReadonlyMap<number, Breakpoint>) => `
  create or replace function breakpoints.wait() returns trigger language plpgsql security definer as $$
  declare v_row jsonb; v_text text; v_place text; v_number integer; v_column text;
  begin
    v_row := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    v_place := lower(tg_op) || ' ' || tg_table_name;
    if tg_op = 'UPDATE' then
      if to_jsonb(new) is not distinct from to_jsonb(old) then return null; end if;
      foreach v_column in array coalesce(tg_argv, '{}') loop
        v_place := v_place || ' ' || coalesce(v_row ->> v_column, '-');
      end loop;
    end if;
    v_text := v_row::text;
    select w.number into v_number from (values ${listOf(breakpoints)}) as w (number, place, ids)
     where w.place = v_place and exists (select from unnest(w.ids) as id where position(id in v_text) > 0) limit 1;
    if v_number is not null then perform pg_advisory_xact_lock(86, v_number); end if;
    return null;
  end $$`

const triggerOn = (table: string) => {
  const columns = watched[table.replace(/^.*\./, '')] ?? []
  return `create trigger zz_breakpoint after insert or update or delete on ${table} for each row
    execute function breakpoints.wait(${columns.map((column) => `'${column}'`).join(', ')})`
}

/** Breakpoints on rows of some tables of a test's database, each passed once. */
export const setBreakpoints = async (
  t: Test,
  superuserUrl: string,
  tables: readonly string[],
  breakpoints: readonly Breakpoint[],
) => {
  const holder = await connectTo(t, superuserUrl)
  const set = new Map(breakpoints.entries())
  await holder.query('create schema breakpoints')
  await holder.query('grant usage on schema breakpoints to public')
  await holder.query(asFunction(set))
  for (const table of tables) await holder.query(triggerOn(table))
  for (const number of set.keys()) await holder.query('select pg_advisory_lock(86, $1)', [number])
  const waiters = async (): Promise<{ pid: number; number: number }[]> =>
    (
      await holder.query(
        `select l.pid, l.objid::int as number from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and l.locktype = 'advisory' and l.classid = 86 and not l.granted`,
      )
    ).rows
  return {
    /** Waits until somebody is at a breakpoint, or something is over. @returns its place; null where it was over first */
    async reached(isOver: () => boolean): Promise<string | null> {
      await until('somebody is at a breakpoint', async () => isOver() || (await waiters()).length > 0, 60_000)
      const [waiter] = await waiters()
      return waiter ? (breakpoints[waiter.number]?.place ?? null) : null
    },
    /** Lets whoever waits go on, whose client is gone by now, and waits for the end of their connections. */
    async pass(): Promise<void> {
      for (const { pid, number } of await waiters()) {
        set.delete(number)
        await holder.query(asFunction(set))
        await holder.query('select pg_advisory_unlock(86, $1)', [number])
        const gone = async () =>
          (await holder.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 0
        await until('the connection of the killed ends', gone)
      }
    },
    /** Those that were not reached yet. */
    left: (): string[] => [...set.values()].map(({ place }) => place),
  }
}
