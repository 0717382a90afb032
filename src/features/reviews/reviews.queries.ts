import { type Insertable, sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { reachText, withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'

/** Adds a review. */
export const insertReview = (tx: ScopedTx, row: Insertable<Database['reviews']>) =>
  tx.insertInto('reviews').values(row).execute()

/** The review that answers an invitation. */
export const findReviewOfInvitation = (tx: ScopedTx, organisationId: string, invitationId: string) =>
  tx
    .selectFrom('reviews')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('invitationId', '=', invitationId)
    .executeTakeFirst()

/** What a list of reviews is narrowed to, and where its page begins. */
export interface ReviewFilter {
  practitionerId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  minScore?: number | undefined
  maxScore?: number | undefined
  hasText?: boolean | undefined
  replied?: boolean | undefined
  /** The week and the place in it of the last review of the page before, the place as hex digits. */
  after: { week: string; shuffled: string } | null
}

/** A review with what tells of its reviewer, still sealed. */
export interface FoundReview {
  organisationId: string
  id: string
  invitationId: string
  patientId: string | null
  practitionerId: string | null
  score: number
  aspects: Record<string, number>
  sealed: Buffer | null
  answeredOn: string
  week: string
  shuffled: Buffer
  repliedOn: string | null
  version: number
  care: Buffer | null
  rest: Buffer | null
  /** Of an invitation to an address. */
  contents: Buffer | null
}

const narrowed = ({ practitionerId, from, to, minScore, maxScore, hasText, replied, after }: ReviewFilter) =>
  sql.join(
    [
      sql`true`,
      ...(practitionerId === undefined ? [] : [sql`r.practitioner_id = ${practitionerId}`]),
      ...(from === undefined ? [] : [sql`r.answered_on >= ${from}::date`]),
      ...(to === undefined ? [] : [sql`r.answered_on < ${to}::date`]),
      ...(minScore === undefined ? [] : [sql`r.score >= ${minScore}`]),
      ...(maxScore === undefined ? [] : [sql`r.score <= ${maxScore}`]),
      ...(hasText === undefined ? [] : [sql`r.has_text = ${hasText}`]),
      ...(replied === undefined ? [] : [sql`(r.replied_on is not null) = ${replied}`]),
      ...(after === null
        ? []
        : [
            sql`(r.week < ${after.week}::date or (r.week = ${after.week}::date and r.shuffled > decode(${after.shuffled}, 'hex')))`,
          ]),
    ],
    sql` and `,
  )

const columns = sql`
  r.organisation_id as "organisationId", r.id, r.invitation_id as "invitationId", r.patient_id as "patientId",
  r.practitioner_id as "practitionerId", r.score, r.aspects, r.sealed, r.answered_on as "answeredOn", r.week, r.shuffled,
  r.replied_on as "repliedOn", r.version, p.care, p.rest, case when r.patient_id is null then i.sealed end as contents`

// What a patient wants out of use (GDPR Art. 18), or waits to be erased, is not read.
const joined = (at: string) => sql`
  from reviews r join review_invitations i on i.organisation_id = r.organisation_id and i.id = r.invitation_id
  left join patients p on p.organisation_id = r.organisation_id and p.id = r.patient_id
 where (p.restricted_at is null or p.restriction_ends_at <= ${at}) and p.erasure_request_id is null`

const reached = (access: Access) => sql.raw(reachText(access, { practitioner: 'r.practitioner_id' }))

/** Reviews by week, newest first, and shuffled within it; at most `limit + 1`. */
export const listReviews = async (
  tx: ScopedTx,
  organisationId: string,
  filter: ReviewFilter,
  limit: number,
  { access, at }: { access: Access; at: string },
): Promise<FoundReview[]> => {
  const { rows } = await sql<FoundReview>`
    select ${columns} ${joined(at)} and r.organisation_id = ${organisationId} and ${reached(access)} and ${narrowed(filter)}
     order by r.week desc, r.shuffled limit ${limit + 1}`.execute(tx)
  return rows
}

/** One review within the caller's reach. */
export const findReview = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  { access, at }: { access: Access; at: string },
): Promise<FoundReview | undefined> => {
  const { rows } = await sql<FoundReview>`
    select ${columns} ${joined(at)} and r.organisation_id = ${organisationId} and r.id = ${id} and ${reached(access)}`.execute(
    tx,
  )
  return rows[0]
}

/** Notes a reply where there is none yet; undefined where there is one, or nothing within reach. */
export const replyToReview = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['reviews']>,
  access: Access,
) =>
  tx
    .updateTable('reviews')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('repliedOn', 'is', null)
    .where(withinReach(access, { practitioner: 'practitioner_id' }))
    .returning('id')
    .executeTakeFirst()

/** What an account said in all organisations, newest week first; at most `limit + 1`. */
export const listReviewsOfAccount = (
  tx: Tx,
  accountId: string,
  after: { answeredOn: string; id: string } | null,
  limit: number,
) =>
  tx
    .selectFrom('patients')
    .innerJoin('reviews', (join) =>
      join
        .onRef('reviews.organisationId', '=', 'patients.organisationId')
        .onRef('reviews.patientId', '=', 'patients.id'),
    )
    .select([
      'reviews.organisationId',
      'reviews.id',
      'reviews.practitionerId',
      'reviews.score',
      'reviews.aspects',
      'reviews.sealed',
      'reviews.answeredOn',
      'reviews.repliedOn',
    ])
    .where('patients.accountId', '=', accountId)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(reviews.answered_on, reviews.id) < (${after?.answeredOn}::date, ${after?.id}::uuid)`,
      ),
    )
    .orderBy('reviews.answeredOn', 'desc')
    .orderBy('reviews.id', 'desc')
    .limit(limit + 1)
    .execute()
