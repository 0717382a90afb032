/** One entry of the error catalogue: what `GET /errors/{code}` shows. */
export interface CatalogueEntry {
  status: number
  title: string
  description: string
}

const entry = (status: number, title: string, description: string): CatalogueEntry => ({
  status,
  title,
  description,
})

/** Every error that the service can answer, by its code. The code ends the problem's `type` URL. */
export const catalogue = {
  'invalid-request': entry(
    400,
    'The request does not match the contract',
    'A field, parameter or header has the wrong form, is missing or is unknown. `errors` points at each.',
  ),
  'invalid-json': entry(
    400,
    'The body is not valid JSON',
    'The body could not be parsed, is nested too deeply, or holds a forbidden key.',
  ),
  'invalid-cursor': entry(
    400,
    'The cursor is not valid here',
    'A cursor belongs to one route, its filters and one caller. Start again without it.',
  ),
  unauthenticated: entry(
    401,
    'No valid sign-in',
    'The bearer token is missing, expired, revoked or of another kind. Sign in again.',
  ),
  'invalid-credentials': entry(401, 'E-mail or password is wrong', 'No sign-in with these credentials.'),
  'invalid-code': entry(
    401,
    'The code is wrong',
    'It is mistyped, over, or was used before. Take the next one of the authenticator, or a recovery code.',
  ),
  'second-factor-code-required': entry(
    401,
    'The code of the second factor is needed',
    'The account has a second factor: send a `code` of it, or a recovery code.',
  ),
  'invalid-token': entry(
    401,
    'The token is not valid',
    'It is unknown, expired, spent or made for something else. Ask for a new one.',
  ),
  forbidden: entry(
    403,
    'Your role does not allow this',
    'You belong to the organisation, but no role of yours may do this.',
  ),
  'step-up-required': entry(
    403,
    'A fresh sign-in is needed',
    'Confirm with `POST /v1/auth/step-up`, then repeat the request with the same token.',
  ),
  'second-factor-required': entry(
    403,
    'A second factor must be set up first',
    'It is demanded here. Set one up with `POST /v1/me/second-factors`, then repeat the request with the same token.',
  ),
  'password-change-required': entry(
    403,
    'The password must be changed first',
    'A generated password must be replaced with `PUT /v1/me/password` before anything else.',
  ),
  'acceptance-required': entry(
    403,
    'A policy must be accepted first',
    '`GET /v1/me/policies` shows what is pending, `POST /v1/me/policy-acceptances` accepts it. Own data can be reached all the time.',
  ),
  'undertaking-required': entry(
    403,
    'The undertaking of the staff must be accepted first',
    '`GET /v1/me/policies` shows what is pending, `POST /v1/me/policy-acceptances` accepts it.',
  ),
  'erasure-waiting': entry(
    403,
    'Your data waits to be erased',
    'Until then you reach your rights, what you owe and the cancelling of bookings. `GET /v1/me/data-requests` shows what it waits for; withdraw the request to go on as before.',
  ),
  'insecure-transport': entry(403, 'Use https', 'Plain http is refused here.'),
  'not-found': entry(
    404,
    'Not found',
    'There is nothing here for you: it does not exist, or it is not yours to see.',
  ),
  'method-not-allowed': entry(
    405,
    'Method not allowed',
    'The path exists, but not with this method. `Allow` names those that do.',
  ),
  conflict: entry(409, 'The present state refuses this', 'The thing is in a state that does not allow it.'),
  'slot-taken': entry(
    409,
    'The time is taken',
    'Somebody has this time already. `nextFree` names the next free times.',
  ),
  'patient-busy': entry(
    409,
    'The patient has another appointment then',
    'One person cannot be in two places at one time.',
  ),
  'not-booked': entry(
    409,
    'The appointment is not booked any more',
    'It was cancelled, completed or not attended.',
  ),
  'already-started': entry(409, 'The appointment has begun', 'Changing and cancelling end with its start.'),
  'not-started': entry(
    409,
    'The appointment has not begun',
    'It can be completed or marked as not attended from its start on.',
  ),
  'appointments-affected': entry(
    409,
    'Booked appointments lie in this time',
    'Move or cancel them first, or say `keepAppointments: true`. `appointmentIds` names them.',
  ),
  'already-exists': entry(
    409,
    'It exists already',
    'What must be unique is taken; the pointer names the field.',
  ),
  'agreement-missing': entry(
    409,
    'The data-processing agreement is missing',
    'The organisation must sign the one that the platform has published, or name its own, before anything is booked.',
  ),
  'already-done': entry(
    409,
    'The first request was carried out',
    'Its answer held a secret and was not kept. `id` names what it made.',
  ),
  'password-too-short': entry(
    409,
    'The password is too short without a second factor',
    'Choose one of 15 characters or more first.',
  ),
  'last-org-admin': entry(409, 'The last administrator must stay', 'Give the role to somebody else first.'),
  'already-linked': entry(409, 'Already linked', 'The patient is linked to an account already.'),
  'erasure-open': entry(
    409,
    'An erasure waits for the patient',
    'What is kept of a patient who waits to be erased is merged with nobody. Merge when the request was withdrawn, or is done.',
  ),
  'import-running': entry(
    409,
    'An import is under way',
    'An organisation imports one file after the other. Wait until the first has ended.',
  ),
  'request-open': entry(
    409,
    'The same was asked already',
    'A request of the same kind is open there; `id` names it. Wait for its answer, or withdraw it first.',
  ),
  'request-closed': entry(
    409,
    'The request cannot take this turn any more',
    'It was answered, refused or withdrawn, or what it asks for is under way.',
  ),
  'request-not-extendable': entry(
    409,
    'The time cannot be extended',
    'It was extended before, its first period is over, or the law of the country knows no extension here.',
  ),
  'answer-too-early': entry(
    409,
    'The answer would come too early',
    'The law of the country demands that some time passes before the health record is shown; `from` says when.',
  ),
  'no-export': entry(
    409,
    'There is nothing to take along',
    'The request was not answered with a copy, or not yet.',
  ),
  'survey-not-draft': entry(
    409,
    'The survey was opened already',
    'People were told what it is; draw up another one.',
  ),
  'survey-closed': entry(409, 'The survey is over', 'It takes no answers and no questions any more.'),
  'survey-without-questions': entry(409, 'The survey asks nothing yet', 'Publish questions first.'),
  'survey-answered': entry(409, 'It was answered already', 'Each person answers a survey once.'),
  'survey-changed': entry(
    409,
    'The questions have changed',
    'Read the survey again and answer what it asks now.',
  ),
  'review-answered': entry(
    409,
    'This invitation was answered or declined already',
    'An invitation is answered once. Whoever has more to say asks the practice for another one.',
  ),
  'already-replied': entry(
    409,
    'The review was replied to already',
    'A practice replies once, as its reply was mailed.',
  ),
  'export-running': entry(
    409,
    'An export is under way',
    'An organisation exports once at a time. Wait until the first has ended.',
  ),
  'export-not-ready': entry(409, 'The archive is not ready', 'Look at the export until it is `completed`.'),
  'export-outdated': entry(
    409,
    'The archive is made anew',
    'Somebody was erased since it was made, and must be in no archive. A new one is being made under the same id.',
  ),
  'export-expired': entry(
    410,
    'The archive is gone',
    'It could be fetched for seven days. Ask for another export.',
  ),
  'already-leaving': entry(
    409,
    'The organisation is leaving already',
    '`GET` shows until when it can be called off.',
  ),
  'transfer-announced': entry(
    409,
    'The organisation changes hands already',
    'Call the announced transfer off first.',
  ),
  'idempotency-running': entry(409, 'The first request is still running', 'Repeat it a little later.'),
  'review-closed': entry(
    410,
    'This invitation is over',
    'It has expired, or it was taken back as its person asked for. Thank you all the same: nothing more is needed.',
  ),
  'precondition-failed': entry(
    412,
    'It has changed meanwhile',
    'Read it again and repeat with the new ETag.',
  ),
  'payload-too-large': entry(
    413,
    'The body is too large',
    'A body may have 1 MiB at the most, a file to import 512 MiB.',
  ),
  'uri-too-long': entry(414, 'The address is too long', 'Shorten path or query.'),
  'unsupported-media-type': entry(415, 'This content type is not taken here', 'Send `application/json`.'),
  'rule-refused': entry(
    422,
    'A rule refuses this',
    'The request is well formed, but what it asks for is not allowed. `errors` points at the field.',
  ),
  'invitation-cap': entry(
    422,
    'Too many invitations within a day',
    'An organisation asks for a limited number of reviews within 24 hours, as its settings say. Go on tomorrow.',
  ),
  immutable: entry(422, 'This cannot be changed here', 'The field is shown but not changed on this route.'),
  'below-minimum-age': entry(422, 'Below the minimum age', 'Nothing was stored.'),
  'below-consent-age': entry(
    422,
    'Too young to consent alone',
    'Below the age that the law of the country sets a guardian must consent, whom the organisation has checked.',
  ),
  'weak-password': entry(422, 'The password is too easy to guess', "The pointer's detail says why."),
  'slot-not-offered': entry(422, 'This time is not offered', 'Ask for the slots and take one of them.'),
  'idempotency-mismatch': entry(
    422,
    'The key was used for another request',
    'An Idempotency-Key belongs to one body.',
  ),
  'precondition-required': entry(
    428,
    'If-Match is needed',
    'Read the thing first and send its ETag as `If-Match`.',
  ),
  'too-many-requests': entry(429, 'Too many requests', '`Retry-After` says when to try again.'),
  'account-blocked': entry(
    429,
    'The account is blocked for now',
    "It read unusually many patients. `Retry-After` says until when; the platform's administrators can lift the block.",
  ),
  'sign-in-blocked': entry(429, 'Too many failed sign-ins', '`Retry-After` says when to try again.'),
  'headers-too-large': entry(431, 'The headers are too large', 'Send fewer or shorter headers.'),
  internal: entry(
    500,
    'Something went wrong here',
    'It is our fault and has been logged under the request id in `instance`.',
  ),
  'restore-quarantine': entry(
    503,
    'The database was restored',
    'Nothing is answered before what people had taken away since the backup is taken away again (`npm run restore:replay`).',
  ),
  'statistics-unavailable': entry(
    503,
    'There are no statistics here',
    'The operator has given this installation no login that reads statistics.',
  ),
  unavailable: entry(503, 'Not available just now', '`Retry-After` says when to try again.'),
  overloaded: entry(503, 'Too busy just now', '`Retry-After` says when to try again.'),
} satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof catalogue

/** A pointer (RFC 6901) into what was sent, and what is wrong there. */
export interface FieldError {
  pointer: string
  detail: string
}

interface ProblemOptions {
  detail?: string
  errors?: FieldError[]
  /** Seconds for `Retry-After`. */
  retryAfter?: number
  /** Further members of the problem document (RFC 9457 § 3.2): ids and instants only. */
  extra?: Record<string, unknown>
  cause?: unknown
}

/** An answer that is not a success: the one error handler turns it into problem+json (RFC 9457). */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly options: ProblemOptions

  constructor(code: ErrorCode, options: ProblemOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = catalogue[code].status
    this.options = options
  }
}

/** The same words for foreign, missing and erased. */
export const notFound = () => new Problem('not-found')

/** The present state refuses: 409. */
export const conflict = (code: ErrorCode, options?: ProblemOptions) => new Problem(code, options)

/** The caller's role refuses: 403. */
export const forbidden = (code: ErrorCode = 'forbidden') => new Problem(code)

/** Who asks is not known: 401. */
export const unauthenticated = (code: ErrorCode = 'unauthenticated') => new Problem(code)

/** The body's field has the wrong form: 400. */
export const invalid = (pointer: string, detail: string) =>
  new Problem('invalid-request', { errors: [{ pointer, detail }] })

/** The field has the right form, but a rule refuses its value: 422. */
export const refused = (pointer: string, detail: string, code: ErrorCode = 'rule-refused') =>
  new Problem(code, { errors: [{ pointer, detail }] })
