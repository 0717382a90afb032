import type { Insertable } from 'kysely'
import { v7 as newId } from 'uuid'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import type { Database } from '#src/db/database.ts'
import type { MemberRole } from '#src/features/organisations/members.schema.ts'
import type { Language } from '#src/schema/primitives.ts'

// What the mail says is read from the token's row.
const invitationDays = 7

/** Roles in their order, each once. */
export const inOrder = (roles: readonly MemberRole[]): MemberRole[] =>
  (['org_admin', 'practitioner', 'receptionist'] as const).filter((role) => roles.includes(role))

interface Inviting {
  organisationId: string
  id: string
  /** By `loginEmailIndex`. */
  emailIndex: Buffer
  /** `{ email }`, sealed by the organisation's key for `invitations.sealed`. */
  sealed: Buffer
  roles: readonly MemberRole[]
  practitionerId: string | null
  language: Language
  invitedBy: string
  at: string
}

/** The rows of an invitation and of its single-use token, and the token itself, which stands in the mail alone. */
export const invitationRows = ({ at, ...inviting }: Inviting) => {
  const token = newSecret()
  const { organisationId, id } = inviting
  const expiresAt = new Date(Date.parse(at) + invitationDays * 86_400_000).toISOString()
  const invitation = {
    ...inviting,
    newAccountId: newId(),
    roles: inOrder(inviting.roles),
    expiresAt,
    acceptedAt: null,
    revokedAt: null,
    createdAt: at,
  } satisfies Insertable<Database['invitations']>
  const tokenRow = {
    organisationId,
    id: newId(),
    purpose: 'invitation',
    hash: hashSecret(token),
    accountId: null,
    subjectId: id,
    expiresAt,
    usedAt: null,
    createdAt: at,
  } satisfies Insertable<Database['tokens']>
  return { invitation, tokenRow, token }
}
