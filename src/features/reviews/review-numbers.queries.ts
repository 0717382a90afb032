import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '#src/db/database.ts'

/** Whose numbers of which month: those of a practitioner, or of what was asked about the practice as a whole. */
interface Counted {
  /** The month's first day on the organisation's calendar, `YYYY-MM-DD`. */
  month: string
  /** Null: about nobody in particular; the practice's numbers are those of all its rows together. */
  practitionerId: string | null
}

const nothingGiven: readonly number[] = new Array(11).fill(0)

/** Counts an invitation that went out, in the month in which it did. */
export const countInvited = async (
  tx: Tx,
  organisationId: string,
  { month, practitionerId }: Counted,
): Promise<void> => {
  await sql`
    insert into review_numbers as n (organisation_id, id, month, practitioner_id, scores, aspects, invited, answered)
    values (${organisationId}, ${newId()}, ${month}, ${practitionerId}, ${JSON.stringify(nothingGiven)}::jsonb, '{}', 1, 0)
    on conflict (organisation_id, month, practitioner_id) do update set invited = n.invited + 1`.execute(tx)
}

const counts = (aspects: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(aspects).map(([aspect, rating]) => [aspect, { count: 1, sum: rating }]))

/**
 * Counts an answer in the transaction that takes it, in the month in which it was given: its score from 0 to 10, and
 * each aspect that was rated from 1 to 5. It stays when the person goes.
 */
export const countReview = async (
  tx: Tx,
  organisationId: string,
  {
    month,
    practitionerId,
    score,
    aspects,
  }: Counted & { score: number; aspects: Readonly<Record<string, number>> },
): Promise<void> => {
  const scores = nothingGiven.with(score, 1)
  await sql`
    insert into review_numbers as n (organisation_id, id, month, practitioner_id, scores, aspects, invited, answered)
    values (${organisationId}, ${newId()}, ${month}, ${practitionerId}, ${JSON.stringify(scores)}::jsonb,
      ${JSON.stringify(counts(aspects))}::jsonb, 0, 1)
    on conflict (organisation_id, month, practitioner_id) do update set answered = n.answered + 1,
      scores = jsonb_set(n.scores, array[${String(score)}], to_jsonb((n.scores ->> ${score}::integer)::integer + 1)),
      aspects = n.aspects || coalesce((
        select jsonb_object_agg(given.key, jsonb_build_object(
            'count', coalesce((n.aspects #>> array[given.key, 'count'])::integer, 0) + 1,
            'sum', coalesce((n.aspects #>> array[given.key, 'sum'])::integer, 0) + (given.value ->> 'sum')::integer))
          from jsonb_each(excluded.aspects) as given), '{}')`.execute(tx)
}
