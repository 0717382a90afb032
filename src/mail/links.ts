/** Links that carry a single-use token. */
type TokenLink =
  | 'verify-email'
  | 'reset-password'
  | 'invitation'
  | 'patient-link'
  | 'email-change'
  | 'email-change-undo'
  | 'request-address'
  | 'undo-erasure'
  | 'data-request'
  | 'review'
  | 'unsubscribe'
type MailLinkPurpose = TokenLink | 'sign-in'

/** Where mail links lead: both without trailing slash. Never a tenant's pattern (S75). */
interface LinkBase {
  frontendUrl: string | null
  publicUrl: string
}

/**
 * The link of a mail: the frontend's page where there is one, else Praxis' own page under `/links`.
 * The token is url-safe base64 and stands in the query, where GET shows and never consumes it (S7).
 */
export const mailLink = <P extends MailLinkPurpose>(
  base: LinkBase,
  purpose: P,
  ...[token]: P extends TokenLink ? [token: string] : []
): string => {
  const page =
    base.frontendUrl === null ? `${base.publicUrl}/links/${purpose}` : `${base.frontendUrl}/${purpose}`
  return token === undefined ? page : `${page}?token=${encodeURIComponent(token)}`
}

const publicText = (page: string, organisationId: string | null): string =>
  organisationId === null ? page : `${page}?organisationId=${encodeURIComponent(organisationId)}`

/** Where the texts of a controller are read, by anybody: the frontend's page where there is one. Null is the platform. */
export const policiesLink = ({ frontendUrl, publicUrl }: LinkBase, organisationId: string | null): string =>
  publicText(
    frontendUrl === null ? `${publicUrl}/v1/privacy/policies` : `${frontendUrl}/policies`,
    organisationId,
  )

/** Where a certificate of erasure is read: its secret opens it. */
export const certificateLink = ({ publicUrl }: LinkBase, secret: string): string =>
  `${publicUrl}/v1/privacy/certificates/${encodeURIComponent(secret)}`

/** Where the notice of a controller is read, as `policiesLink`. */
export const noticeLink = ({ frontendUrl, publicUrl }: LinkBase, organisationId: string | null): string =>
  publicText(
    frontendUrl === null ? `${publicUrl}/v1/privacy/notice` : `${frontendUrl}/notice`,
    organisationId,
  )
