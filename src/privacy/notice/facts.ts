import type { DataCategory, LegalBasis, Purpose } from '#src/privacy/annotations.ts'
import type { Retention } from '#src/privacy/declarations.ts'
import type { Deployment } from '#src/privacy/deployment.ts'
import { ageRulesOf } from '#src/privacy/law/ages.ts'
import { type Authority, authorityOf } from '#src/privacy/law/authorities.ts'
import { deadlineOf, type Period, type RequestKind, requestKinds } from '#src/privacy/law/deadlines.ts'
import { type RetentionKind, retentionRuleOf } from '#src/privacy/law/retention-periods.ts'
import { lawEdition, type Sourced } from '#src/privacy/law/sources.ts'
import { trailRuleOf } from '#src/privacy/law/trail-years.ts'
import { isPersonal, isTenant, type RegisteredTable, register } from '#src/privacy/register.ts'

/** Whether patients are asked for a review by themselves, and on what that rests. */
export type ReviewInvitations = 'never' | 'unlessRefused' | 'withConsent'

/** What is held in one table, by the register. */
export interface HeldClass {
  /** Its name in a person's copy, or the table's. */
  readonly name: string
  readonly categories: readonly DataCategory[]
  readonly purposes: readonly Purpose[]
  readonly bases: readonly LegalBasis[]
  readonly recipients: readonly string[]
  /** How long a row stays; the period where one is fixed, or set by the organisation. */
  readonly retention: { readonly kind: Retention['kind']; readonly period: string | null }
  /** Whether all or part of it is stored sealed under a key of the person's own. */
  readonly encrypted: boolean
  /** Whether it is in a person's copy. */
  readonly exported: boolean
}

/** Everything that a notice says, whatever its language. */
export interface NoticeFacts {
  readonly lawEdition: string
  readonly controller: {
    readonly organisationId: string | null
    readonly name: string
    readonly country: string | null
    readonly email: string | null
    readonly phone: string | null
  }
  readonly operator: Deployment['operator']
  readonly held: readonly HeldClass[]
  readonly keptByLaw: readonly ({ kind: RetentionKind; years: number } & Sourced)[]
  readonly trail: { readonly years: number } & Sourced
  readonly deadlines: readonly ({ kind: RequestKind; period: Period } & Sourced)[]
  readonly ages: { readonly account: number; readonly consent: number } & Sourced
  /** How patients are asked for reviews after appointments; left out where they are not. */
  readonly reviewInvitations?: Exclude<ReviewInvitations, 'never'>
  readonly authority: Authority | null
  readonly regions: Deployment['regions']
  readonly processors: Deployment['processors']
}

/** Who a notice is of: an organisation and what it decided, or the platform. */
export interface NoticeSubject {
  readonly organisationId: string | null
  readonly name: string
  /** Null: of no one country; the GDPR's rules are shown. */
  readonly country: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly minAccountAge: number
  readonly reviewInvitations: ReviewInvitations
  /** ISO 8601 durations in force, by the name of the setting. */
  readonly periods: Readonly<Record<string, string>>
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

const periodOf = (retention: Retention, periods: NoticeSubject['periods']): string | null => {
  if (retention.kind === 'setting') return periods[retention.setting] ?? null
  return retention.kind === 'period' ? retention.period : null
}

const heldIn = (
  { name, columns, exportAs, retention }: RegisteredTable,
  periods: NoticeSubject['periods'],
): HeldClass => {
  const personal = columns.filter(isPersonal).map(({ privacy }) => privacy)
  return {
    name: exportAs ?? name,
    categories: distinct(personal.map(({ category }) => category)).sort(),
    purposes: distinct(personal.map(({ purpose }) => purpose)).sort(),
    bases: distinct(personal.map(({ basis }) => basis).filter((basis) => basis !== 'none')).sort(),
    recipients: distinct(personal.flatMap(({ recipients }) => recipients)).sort(),
    retention: { kind: retention.kind, period: periodOf(retention, periods) },
    encrypted: personal.some(({ sealed }) => sealed !== undefined),
    exported: exportAs !== null,
  }
}

/** Tables of organisations whose rows of accounts the platform keeps itself. */
const leadsToAccount = ({ subjects }: RegisteredTable) =>
  subjects.some((path) => 'of' in path && path.of === 'account')

const shownTo = (table: RegisteredTable, organisationId: string | null): boolean => {
  if (table.subjects.length === 0) return false
  return organisationId === null ? !isTenant(table) || leadsToAccount(table) : isTenant(table)
}

const lawKinds = ['general', 'minor', 'invoice'] as const

/** What the notice of somebody who answers for data says, from the register, the law as data and what is decided. */
export const noticeFacts = (subject: NoticeSubject, deployment: Deployment): NoticeFacts => {
  const { organisationId, name, country, email, phone } = subject
  const inCountry = country ?? ''
  const consent = ageRulesOf(inCountry).consent
  const trail = trailRuleOf(inCountry)
  return {
    lawEdition,
    controller: { organisationId, name, country, email, phone },
    operator: deployment.operator,
    held: register
      .filter((table) => shownTo(table, organisationId))
      .map((table) => heldIn(table, subject.periods)),
    keptByLaw:
      organisationId === null
        ? []
        : lawKinds.map((kind) => {
            const { years, source, certainty } = retentionRuleOf(inCountry, kind)
            return { kind, years, source, certainty }
          }),
    trail: { years: trail.years, source: trail.source, certainty: trail.certainty },
    deadlines: requestKinds.map((kind) => {
      const { period, source, certainty } = deadlineOf(inCountry, kind)
      return { kind, period, source, certainty }
    }),
    ages: {
      account: subject.minAccountAge,
      consent: consent.age,
      source: consent.source,
      certainty: consent.certainty,
    },
    ...(subject.reviewInvitations === 'never' ? {} : { reviewInvitations: subject.reviewInvitations }),
    authority: authorityOf(inCountry),
    regions: deployment.regions,
    processors: deployment.processors,
  }
}
