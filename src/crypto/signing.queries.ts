import { sql } from 'kysely'
import { PLATFORM_ID, type Tx } from '#src/db/database.ts'

/** The public half of an Ed25519 key pair (RFC 8037 § 2). */
export interface PublicJwk {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
}

/** What a key pair signs; each pair one thing alone (`SECURITY.md` S61). */
export type SigningPurpose = 'accessToken' | 'auditCheckpoint' | 'certificate'

/** A key pair as stored, the private half sealed. */
export interface SigningKey {
  id: string
  publicKey: PublicJwk
  sealed: Buffer
  activeFrom: string
  activeUntil: string
}

/** All key pairs of a purpose, the first to sign first. */
export const findSigningKeys = async (tx: Tx, purpose: SigningPurpose): Promise<SigningKey[]> => {
  const { rows } = await sql<SigningKey>`
    select id, public_key as "publicKey", sealed, active_from as "activeFrom", active_until as "activeUntil"
      from keys.signing_keys
     where organisation_id = ${PLATFORM_ID} and purpose = ${purpose} order by active_from, id`.execute(tx)
  return rows
}

/** Stores a new key pair. */
export const insertSigningKey = async (
  tx: Tx,
  purpose: SigningPurpose,
  key: SigningKey,
  createdAt: string,
): Promise<void> => {
  await sql`
    insert into keys.signing_keys
      (organisation_id, id, purpose, public_key, sealed, active_from, active_until, created_at)
    values (${PLATFORM_ID}, ${key.id}, ${purpose}, ${JSON.stringify(key.publicKey)}::jsonb, ${key.sealed},
      ${key.activeFrom}, ${key.activeUntil}, ${createdAt})`.execute(tx)
}

/** Removes key pairs that no living token needs. */
export const deleteSigningKeys = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await sql`
    delete from keys.signing_keys
     where organisation_id = ${PLATFORM_ID} and id = any(${ids}::uuid[])`.execute(tx)
}
