import { runMigrations } from 'bullmq'
import pg from 'pg'

type Queryable = Pick<pg.ClientBase, 'query'>

/** The schema of the queue's tables: BullMQ's, not ours, and no tenant's. */
export const jobsSchema = 'jobs'

/**
 * Brings the queue's own tables to what this version of BullMQ needs; does nothing where they are there. They are
 * made also where Redis is configured, so that either backend may be chosen at any start.
 * @param owner one session of the login that owns the database, outside of a transaction
 */
export const migrateJobs = async (owner: pg.ClientBase): Promise<void> => {
  await runMigrations(owner, jobsSchema)
}

/** Gives the application login what the queue needs: rows and sequences, neither DDL nor temporary tables. */
export const grantJobs = async (owner: Queryable, login: string): Promise<void> => {
  const name = pg.escapeIdentifier(login)
  await owner.query(`
    begin;
    revoke all on schema ${jobsSchema} from public;
    grant usage on schema ${jobsSchema} to ${name};
    grant select, insert, update, delete on all tables in schema ${jobsSchema} to ${name};
    revoke insert, update, delete on ${jobsSchema}.migration from ${name};
    grant usage on all sequences in schema ${jobsSchema} to ${name};
    revoke all on all functions in schema ${jobsSchema} from public;
    grant execute on all functions in schema ${jobsSchema} to ${name};
    commit`)
}
