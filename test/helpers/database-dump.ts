import type pg from 'pg'

const tables = `
  select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`

/** Every row of every table of every schema as text, bytes in hexadecimal: what a plain SQL dump would show. */
export const dumpDatabase = async (superuser: pg.Client): Promise<Map<string, string>> => {
  const { rows } = await superuser.query<{ name: string }>(tables)
  const dump = new Map<string, string>()
  for (const { name } of rows) {
    const lines = await superuser.query<{ line: string }>(`select t::text as line from ${name} t`)
    dump.set(name, lines.rows.map((row) => row.line).join('\n'))
  }
  return dump
}

/** How a value could stand somewhere: as text, in hexadecimal, in base64 of each alignment. */
export const disguises = (value: string): string[] => {
  const bytes = Buffer.from(value)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift ? 4 : 0, -4),
  )
  return [value, value.toLowerCase(), bytes.toString('hex'), ...base64.filter((text) => text.length >= 8)]
}
