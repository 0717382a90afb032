import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { type TemplateLanguage, templateLanguages } from '#src/features/reviews/template-languages.schema.ts'
import { languages } from '#src/schema/primitives.ts'

/** What a mail's link is for; each page posts to the call that does it. */
export const linkPurposes = [
  'verify-email',
  'reset-password',
  'invitation',
  'patient-link',
  'sign-in',
  'email-change',
  'email-change-undo',
  'request-address',
  'undo-erasure',
  'review',
  'unsubscribe',
  'data-request',
] as const
type LinkPurpose = (typeof linkPurposes)[number]

type FieldName = 'email' | 'password' | 'newPassword' | 'firstName' | 'lastName' | 'phone' | 'score' | 'text'

interface Purpose {
  /** Where it says `{token}` the token goes into the path, not into the body. */
  action: string
  fields: readonly FieldName[]
  /** The call needs a sign-in: the page makes one, and ends it again. */
  signIn?: boolean
  /** The token is read by, at the end of the path. */
  reads?: boolean
  /** The field of the answer that the page shows. */
  shows?: 'accessToken' | 'secret' | 'state'
  /** Tells what else is asked, and whether it still is. */
  form?: string
  /** Written in the languages of invitations too. */
  invites?: true
}

const purposes: Record<LinkPurpose, Purpose> = {
  'verify-email': { action: '/v1/auth/verify-email', fields: [] },
  'reset-password': { action: '/v1/auth/reset-password', fields: ['newPassword'] },
  invitation: {
    action: '/v1/invitations/accept',
    fields: ['firstName', 'lastName', 'phone', 'password'],
  },
  'patient-link': { action: '/v1/me/patient-links', fields: ['email', 'password'], signIn: true },
  'sign-in': { action: '/v1/auth/login', fields: ['email', 'password'], shows: 'accessToken' },
  'email-change': { action: '/v1/auth/email-changes/confirm', fields: [] },
  'email-change-undo': { action: '/v1/auth/email-changes/undo', fields: [] },
  'request-address': { action: '/v1/privacy/requests/verify-email', fields: [], shows: 'secret' },
  'undo-erasure': { action: '/v1/privacy/undo', fields: [] },
  review: {
    action: '/v1/reviews/{token}',
    fields: ['score', 'text'],
    form: '/v1/reviews/{token}',
    invites: true,
  },
  unsubscribe: { action: '/v1/unsubscribe/{token}', fields: [], invites: true },
  'data-request': { action: '/v1/privacy/requests', fields: [], reads: true, shows: 'state' },
}

interface Input {
  name: string
  type: string
  autocomplete: string
  required: boolean
  /** Both ends, of a number. */
  range?: readonly [number, number]
}

const inputs: Record<FieldName, Input> = {
  email: { name: 'email', type: 'email', autocomplete: 'username', required: true },
  password: { name: 'password', type: 'password', autocomplete: 'current-password', required: true },
  newPassword: { name: 'password', type: 'password', autocomplete: 'new-password', required: true },
  firstName: { name: 'firstName', type: 'text', autocomplete: 'given-name', required: false },
  lastName: { name: 'lastName', type: 'text', autocomplete: 'family-name', required: false },
  phone: { name: 'phone', type: 'tel', autocomplete: 'tel', required: false },
  score: { name: 'score', type: 'number', autocomplete: 'off', required: true, range: [0, 10] },
  text: { name: 'text', type: 'text', autocomplete: 'off', required: false },
}

interface PurposeWords {
  title: string
  text: string
  button: string
  done: string
  /** What the other button says, which declines, and what is said then. */
  decline?: string
  declined?: string
  /** Where nothing is asked any more. */
  over?: string
}

interface Words {
  failed: string
  needsScript: string
  direct: string
  tokenLabel: string
  fields: Partial<Record<FieldName, string>>
  purposes: Partial<Record<LinkPurpose, PurposeWords>>
}

const read = (name: string) => readFileSync(join(import.meta.dirname, 'links-page', name), 'utf8')

const wordsOf = Object.fromEntries(
  templateLanguages.map((language) => [language, JSON.parse(read(`${language}.json`))]),
) as Record<TemplateLanguage, Words>

/** The languages in which a page speaks. */
export const pageLanguages = (purpose: LinkPurpose): readonly TemplateLanguage[] =>
  purposes[purpose].invites ? templateLanguages : languages

const script = read('page.js')
const style = read('page.css')
const page = Handlebars.compile(read('page.hbs'), { strict: true, knownHelpersOnly: true })

const source = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The page's policy: its own script and style by hash, and calls to this service alone. */
export const linksPagePolicy = [
  "default-src 'none'",
  `script-src ${source(script)}`,
  `style-src ${source(style)}`,
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const isInPath = (action: string) => action.includes('{token}')

const actionOf = (action: string, token: string | null) => action.replace('{token}', token ?? '')

const exampleOf = (
  { action, fields, signIn, reads }: Purpose,
  token: string | null,
  publicUrl: string,
): string => {
  if (reads) return `curl ${publicUrl}${action}/${token ?? '…'}`
  const sent = [
    ...(token && !isInPath(action) ? [['token', token]] : []),
    ...(signIn ? [] : fields.map((field) => [inputs[field].name, inputs[field].type === 'number' ? 9 : '…'])),
  ]
  return [
    `curl -X POST ${publicUrl}${actionOf(action, token)} \\`,
    ...(signIn ? ["  -H 'authorization: Bearer …' \\"] : []),
    "  -H 'content-type: application/json' \\",
    `  -d '${JSON.stringify(Object.fromEntries(sent))}'`,
  ].join('\n')
}

/** Whether the link of that purpose carries a token. */
export const carriesToken = (purpose: LinkPurpose): boolean => purpose !== 'sign-in'

/**
 * The page that a mail's link leads to: one button that posts, and the token in clear for whoever calls the API by
 * hand. Showing it changes nothing (`SECURITY.md` S7). Every value is escaped.
 */
export const renderLinksPage = (
  purpose: LinkPurpose,
  token: string | null,
  { language, publicUrl }: { language: TemplateLanguage; publicUrl: string },
): string => {
  const { failed, needsScript, direct, tokenLabel, fields, purposes: words } = wordsOf[language]
  const { action, signIn = false, reads = false, shows = '', fields: asked, form } = purposes[purpose]
  return page({
    language,
    words: { decline: null, declined: '', over: '', ...words[purpose] },
    formPath: form === undefined ? '' : actionOf(form, token),
    failed,
    needsScript,
    direct,
    tokenLabel,
    action: actionOf(action, token),
    signIn,
    reads,
    shows,
    token,
    sent: isInPath(action) ? null : token,
    fields: asked.map((field) => ({ range: null, ...inputs[field], label: fields[field] })),
    example: exampleOf(purposes[purpose], token, publicUrl),
    // Files of ours, named by their hashes in the policy: escaped they would be others.
    script: new Handlebars.SafeString(script),
    style: new Handlebars.SafeString(style),
  })
}
