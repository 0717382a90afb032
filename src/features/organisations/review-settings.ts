import type { FieldError } from '#src/errors.ts'
import type { ReviewAspect, ReviewSettings } from '#src/features/organisations/review-settings.schema.ts'
import type { ReviewInvitations } from '#src/privacy/notice/facts.ts'
import { periodMinutes } from '#src/schema/durations.ts'

const aspects: ReviewAspect[] = [
  {
    key: 'friendliness',
    labels: {
      en: 'Friendliness',
      sv: 'Bemötande',
      nl: 'Vriendelijkheid',
      fr: 'Amabilité',
      az: 'Xoş rəftar',
    },
  },
  {
    key: 'explanation',
    labels: { en: 'Explanation', sv: 'Information', nl: 'Uitleg', fr: 'Explications', az: 'İzahat' },
  },
  {
    key: 'waitingTime',
    labels: {
      en: 'Waiting time',
      sv: 'Väntetid',
      nl: 'Wachttijd',
      fr: 'Temps d’attente',
      az: 'Gözləmə müddəti',
    },
  },
]

/** Where asking for a review is advertising, also beside a service (BGH VI ZR 225/17 on UWG § 7). */
const consentCountries = new Set(['DE'])

/** How an organisation that has decided nothing asks in its country (ISO 3166-1): by hand alone. */
export const defaultReviewSettings = (country?: string): ReviewSettings => ({
  automatic: false,
  delay: 'PT24H',
  quietHours: { from: '20:00', to: '08:00' },
  coolDown: 'P90D',
  reminder: null,
  expiresAfter: 'P30D',
  aspects,
  consentRequired: country !== undefined && consentCountries.has(country),
  invitationsPerDay: 2_000,
  language: null,
})

/** Whether patients are asked by themselves, as everybody may know before booking. */
export const reviewInvitationsOf = ({ automatic, consentRequired }: ReviewSettings): ReviewInvitations =>
  automatic ? (consentRequired ? 'withConsent' : 'unlessRefused') : 'never'

/** Least and most of each period, both allowed. An address of a list is kept for longer than one can answer. */
const bounds = {
  delay: ['PT0M', 'P30D'],
  coolDown: ['P7D', 'P1Y'],
  reminder: ['P2D', 'P30D'],
  expiresAfter: ['P3D', 'P60D'],
} as const

const outside = (value: string, [least, most]: readonly [string, string]) =>
  periodMinutes(value) < periodMinutes(least) || periodMinutes(value) > periodMinutes(most)

const faultOfAspects = (asked: readonly ReviewAspect[]): FieldError | null => {
  const keys = asked.map(({ key }) => key)
  const twice = keys.findIndex((key, i) => keys.indexOf(key) < i)
  if (twice >= 0) return { pointer: `/reviews/aspects/${twice}/key`, detail: 'is there already' }
  const wordless = asked.findIndex(({ labels }) => Object.keys(labels).length === 0)
  return wordless < 0
    ? null
    : { pointer: `/reviews/aspects/${wordless}/labels`, detail: 'needs words in one language' }
}

/** The first rule that they break, or null. */
export const faultOfReviewSettings = (settings: ReviewSettings): FieldError | null => {
  const periods = Object.entries(bounds) as [keyof typeof bounds, readonly [string, string]][]
  for (const [setting, [least, most]] of periods) {
    const value = settings[setting]
    if (value !== null && outside(value, [least, most]))
      return { pointer: `/reviews/${setting}`, detail: `must be from ${least} to ${most}` }
  }
  const { reminder, expiresAfter, quietHours } = settings
  if (reminder !== null && periodMinutes(reminder) >= periodMinutes(expiresAfter))
    return { pointer: '/reviews/reminder', detail: 'must be shorter than the time to answer' }
  if (quietHours && quietHours.from === quietHours.to)
    return { pointer: '/reviews/quietHours/to', detail: 'must differ from the beginning' }
  return faultOfAspects(settings.aspects)
}
