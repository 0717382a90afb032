import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import * as identity from '#migrations/0001_identity.ts'
import * as organisations from '#migrations/0002_organisations.ts'
import * as patients from '#migrations/0003_patients.ts'
import * as appointments from '#migrations/0004_appointments.ts'
import * as messages from '#migrations/0005_messages.ts'
import * as doors from '#migrations/0006_doors.ts'
import * as entrances from '#migrations/0007_entrances.ts'
import * as trail from '#migrations/0008_trail.ts'
import * as secondFactors from '#migrations/0009_second_factors.ts'
import * as usage from '#migrations/0010_usage.ts'
import * as patientsInFull from '#migrations/0011_patients_in_full.ts'
import * as guardians from '#migrations/0012_guardians.ts'
import * as policies from '#migrations/0013_policies.ts'
import * as privacy from '#migrations/0014_privacy.ts'
import * as imports from '#migrations/0015_imports.ts'
import * as keyRotation from '#migrations/0016_key_rotation.ts'
import * as nameSearch from '#migrations/0018_name_search.ts'
import * as dataRequests from '#migrations/0019_data_requests.ts'
import * as requestDoors from '#migrations/0020_request_doors.ts'
import * as publicRequests from '#migrations/0021_public_requests.ts'
import * as erasure from '#migrations/0022_erasure.ts'
import * as retention from '#migrations/0023_retention.ts'
import * as backups from '#migrations/0025_backups.ts'
import * as leaving from '#migrations/0026_leaving.ts'
import * as entrancesOfLeavers from '#migrations/0030_entrances_of_leavers.ts'
import * as reviews from '#migrations/0031_reviews.ts'
import * as reviewDoors from '#migrations/0032_review_doors.ts'
import * as benchmark from '#migrations/0033_benchmark.ts'
import * as completeErasure from '#migrations/0034_complete_erasure.ts'
import * as waitingRequests from '#migrations/0035_waiting_requests.ts'
import * as auditBatches from '#migrations/0036_audit_batches.ts'
import { grantApplication, grantStatistics } from '#src/db/grants.ts'
import { grantJobs, migrateJobs } from '#src/jobs/migrate-jobs.ts'

const migrations: Record<string, Migration> = {
  '0001_identity': identity,
  '0002_organisations': organisations,
  '0003_patients': patients,
  '0004_appointments': appointments,
  '0005_messages': messages,
  '0006_doors': doors,
  '0007_entrances': entrances,
  '0008_trail': trail,
  '0009_second_factors': secondFactors,
  '0010_usage': usage,
  '0011_patients_in_full': patientsInFull,
  '0012_guardians': guardians,
  '0013_policies': policies,
  '0014_privacy': privacy,
  '0015_imports': imports,
  '0016_key_rotation': keyRotation,
  '0018_name_search': nameSearch,
  '0019_data_requests': dataRequests,
  '0020_request_doors': requestDoors,
  '0021_public_requests': publicRequests,
  '0022_erasure': erasure,
  '0023_retention': retention,
  '0025_backups': backups,
  '0026_leaving': leaving,
  '0030_entrances_of_leavers': entrancesOfLeavers,
  '0031_reviews': reviews,
  '0032_review_doors': reviewDoors,
  '0033_benchmark': benchmark,
  '0034_complete_erasure': completeErasure,
  '0035_waiting_requests': waitingRequests,
  '0036_audit_batches': auditBatches,
}

const openMigrator = (pool: pg.Pool) => {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return { db, migrator: new Migrator({ db, provider: { getMigrations: async () => migrations } }) }
}

/**
 * Brings an empty database to the schema of an earlier version, for what was written at it.
 * @param names of the migrations that had run
 * @throws Error when one is unknown here, or failed
 */
export const migrateTo = async (ownerUrl: string, names: readonly string[]): Promise<void> => {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 5_000 })
  const { db, migrator } = openMigrator(pool)
  try {
    const last = [...names].sort().at(-1)
    if (last === undefined || names.some((name) => !(name in migrations)))
      throw new Error('it was written by a version with migrations that this one does not have')
    const { error } = await migrator.migrateTo(last)
    if (error) throw error
  } finally {
    await db.destroy()
  }
}

/** The name of the newest migration: which schema this version works on. */
export const schemaVersion = Object.keys(migrations).sort().at(-1) ?? ''

/**
 * Brings a database to the schema of this version and gives the application login its rights. Runs once at a
 * time (Kysely's lock) and does nothing where everything is there.
 * @param ownerUrl the login that owns the database
 * @param applicationLogin name of the login that API and workers use
 * @param statisticsLogin name of the login that reads statistics alone; null where there is none
 * @returns names of the migrations that ran
 * @throws Error when one failed; it was rolled back
 */
export const migrate = async (
  ownerUrl: string,
  applicationLogin: string,
  statisticsLogin: string | null,
): Promise<string[]> => {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 5_000 })
  const { db, migrator } = openMigrator(pool)
  try {
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    const client = await pool.connect()
    try {
      await migrateJobs(client)
      await grantApplication(client, applicationLogin)
      if (statisticsLogin !== null) await grantStatistics(client, statisticsLogin)
      await grantJobs(client, applicationLogin)
    } finally {
      client.release()
    }
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}
