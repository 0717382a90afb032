import type pg from 'pg'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'

/** What an organisation was given in a month: by score, how often. */
export interface Given {
  organisationId: string
  /** How often each score from 0 to 10 was given. */
  scores: readonly number[]
  aspects?: Readonly<Record<string, { count: number; sum: number }>>
  practitionerId?: string
  invited?: number
}

/** Puts organisations into a country, by the owner's hand. */
export const addOrganisations = async (
  owner: pg.Client,
  country: string,
  count: number,
): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => newId())
  await owner.query(
    `insert into organisations select (jsonb_populate_record(o, jsonb_build_object('id', made.id, 'kind', 'clinic', 'country', $2::text))).*
       from organisations o cross join unnest($1::uuid[]) as made (id) where o.id = $3`,
    [ids, country, PLATFORM_ID],
  )
  return ids
}

/** Puts down what organisations were given in a month, `2027-01-01`. */
export const giveReviews = async (
  owner: pg.Client,
  month: string,
  given: readonly Given[],
): Promise<void> => {
  for (const { organisationId, scores, aspects = {}, practitionerId = null, invited = 0 } of given)
    await owner.query(
      `insert into review_numbers (organisation_id, id, month, practitioner_id, scores, aspects, invited, answered)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7)`,
      [
        organisationId,
        month,
        practitionerId,
        JSON.stringify(scores),
        JSON.stringify(aspects),
        invited,
        scores.reduce((total, one) => total + one, 0),
      ],
    )
}

/** Scores by how often each was given: `times({ 9: 3 })`. */
export const times = (counts: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 11 }, (_none, score) => counts[score] ?? 0)
