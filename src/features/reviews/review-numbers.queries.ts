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

const nothingGiven = JSON.stringify(new Array(11).fill(0))

/** The row to count in, held until the transaction ends. */
const hold = async (tx: Tx, organisationId: string, { month, practitionerId }: Counted): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    insert into review_numbers (organisation_id, id, month, practitioner_id, scores, aspects, invited, answered)
    values (${organisationId}, ${newId()}, ${month}, ${practitionerId}, ${nothingGiven}::jsonb, '{}', 0, 0)
    on conflict (organisation_id, month, practitioner_id) do update set month = excluded.month
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** Counts an invitation that went out, in the month in which it did. */
export const countInvited = async (tx: Tx, organisationId: string, counted: Counted): Promise<void> => {
  const id = await hold(tx, organisationId, counted)
  await sql`update review_numbers set invited = invited + 1
    where organisation_id = ${organisationId} and id = ${id}`.execute(tx)
}

/**
 * Counts an answer in the transaction that takes it, in the month in which it was given: its score from 0 to 10, and
 * each aspect that was rated from 1 to 5. It stays when the person goes.
 */
export const countReview = async (
  tx: Tx,
  organisationId: string,
  { score, aspects, ...counted }: Counted & { score: number; aspects: Readonly<Record<string, number>> },
): Promise<void> => {
  const id = await hold(tx, organisationId, counted)
  await sql`
    update review_numbers set answered = answered + 1,
      scores = jsonb_set(scores, array[${String(score)}], to_jsonb((scores ->> ${score}::integer)::integer + 1)),
      aspects = aspects || coalesce((
        select jsonb_object_agg(given.key, jsonb_build_object(
            'count', coalesce((aspects #>> array[given.key, 'count'])::integer, 0) + 1,
            'sum', coalesce((aspects #>> array[given.key, 'sum'])::integer, 0) + given.value::integer))
          from jsonb_each_text(${JSON.stringify(aspects)}::jsonb) as given), '{}')
    where organisation_id = ${organisationId} and id = ${id}`.execute(tx)
}
