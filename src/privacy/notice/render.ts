import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { Temporal } from 'temporal-polyfill'
import type { Retention } from '#src/privacy/declarations.ts'
import type { Period } from '#src/privacy/law/deadlines.ts'
import type { Sourced } from '#src/privacy/law/sources.ts'
import type { HeldClass, NoticeFacts } from '#src/privacy/notice/facts.ts'
import { type NoticeLanguage, noticeLanguages } from '#src/privacy/notice/languages.ts'

type Lookup = Record<string, string>

interface Text {
  title: string
  text: string[]
  columns?: string[]
}

interface Words {
  title: string
  version: string
  unrecorded: string
  ourRule: string
  byLaw: string
  none: string
  yes: string
  no: string
  who: Text
  what: Text
  law: Text
  trail: Text
  rights: Text
  reviews: { title: string; unlessRefused: string; withConsent: string; answers: string }
  age: Text
  processors: Text & { regions: string }
  security: Text
  changes: Text
  categories: Lookup
  purposes: Lookup
  bases: Lookup
  recipients: Lookup
  retention: Record<Retention['kind'], string>
  kinds: Lookup
  requests: Lookup
  workingDays: string
  clearDays: string
  data: Lookup
}

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

const wordsOf = Object.fromEntries(
  noticeLanguages.map((language) => [language, JSON.parse(read(`${language}.json`))]),
) as Record<NoticeLanguage, Words>

const page = Handlebars.compile(read('page.hbs'), { knownHelpersOnly: true })

/** A part of a notice: what it says, and what it lists. */
export interface NoticeSection {
  title: string
  text: string[]
  table: { columns: string[]; rows: string[][] } | null
}

/** A notice in one language. */
export interface NoticeText {
  language: NoticeLanguage
  title: string
  /** Which version it is, and since when. */
  edition: string
  sections: NoticeSection[]
}

const filled = (template: string, values: Readonly<Record<string, string | number>>) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

const unit = (language: NoticeLanguage, name: string, count: number) =>
  new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' }).format(count)

/** An ISO 8601 duration in words. */
const durationInWords = (language: NoticeLanguage, text: string): string => {
  const { years, months, days, hours, minutes } = Temporal.Duration.from(text)
  return Object.entries({ year: years, month: months, day: days, hour: hours, minute: minutes })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => unit(language, name, count))
    .join(' ')
}

const periodInWords = (language: NoticeLanguage, words: Words, period: Period): string => {
  if ('months' in period) return unit(language, 'month', period.months)
  if ('days' in period) return unit(language, 'day', period.days)
  return 'workingDays' in period
    ? filled(words.workingDays, { n: period.workingDays })
    : filled(words.clearDays, { n: period.clearDays })
}

const why = (words: Words, { certainty, source }: Sourced) =>
  certainty === 'C' ? words.ourRule : filled(words.byLaw, { source })

const retentionInWords = (
  language: NoticeLanguage,
  words: Words,
  { kind, period }: HeldClass['retention'],
) =>
  period === null
    ? words.retention[kind]
    : filled(words.retention.period, { period: durationInWords(language, period) })

// A table that came after the translations is named as in the copy.
const named = (words: Words, name: string) =>
  words.data[name] ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

const heldRow = (language: NoticeLanguage, words: Words, held: HeldClass): string[] => {
  const listed = (keys: readonly string[], lookup: Lookup) =>
    keys.map((key) => lookup[key] ?? key).join(', ') || words.none
  return [
    named(words, held.name),
    listed(held.categories, words.categories),
    listed(held.purposes, words.purposes),
    listed(held.bases, words.bases),
    listed(held.recipients, words.recipients),
    retentionInWords(language, words, held.retention),
    held.exported ? words.yes : words.no,
  ]
}

const section = ({ title, text, columns }: Text, values: Lookup, rows: string[][] = []): NoticeSection => ({
  title,
  text: text.map((line) => filled(line, values)),
  table: columns && rows.length > 0 ? { columns, rows } : null,
})

const transferInWords = (words: Words, { transfer }: NoticeFacts['processors'][number]): string => {
  if (!transfer) return words.none
  const { authorisation } = transfer
  const stated = authorisation
    ? [authorisation.authority, authorisation.number, authorisation.state].filter(Boolean).join(' ')
    : ''
  return [transfer.country, transfer.basis, stated].filter(Boolean).join(', ')
}

const processorSection = (words: Words, facts: NoticeFacts): NoticeSection => {
  const rows = facts.processors.map((one) => [
    one.name,
    one.purpose,
    [one.region, one.country].filter(Boolean).join(', '),
    one.fields.join(', ') || words.none,
    transferInWords(words, one),
  ])
  const made = section(words.processors, {}, rows)
  const regions = facts.regions.map(({ place, country }) => `${place} (${country})`).join(', ')
  return regions ? { ...made, text: [...made.text, filled(words.processors.regions, { regions })] } : made
}

const reviewSection = (
  words: Words['reviews'],
  asked: NonNullable<NoticeFacts['reviewInvitations']>,
): NoticeSection => section({ title: words.title, text: [words[asked], words.answers] }, {})

const sectionsOf = (language: NoticeLanguage, words: Words, facts: NoticeFacts): NoticeSection[] => {
  const { controller, operator, authority } = facts
  const contact = [controller.email, controller.phone].filter(Boolean).join(', ') || words.none
  const years = (count: number) => unit(language, 'year', count)
  const law = facts.keptByLaw.map((rule) => [
    words.kinds[rule.kind] ?? rule.kind,
    years(rule.years),
    why(words, rule),
  ])
  const rights = facts.deadlines.map((deadline) => [
    words.requests[deadline.kind] ?? deadline.kind,
    periodInWords(language, words, deadline.period),
    why(words, deadline),
  ])
  return [
    section(words.who, { name: controller.name, operator: operator.name, contact }),
    section(
      words.what,
      {},
      facts.held.map((held) => heldRow(language, words, held)),
    ),
    ...(law.length > 0 ? [section(words.law, {}, law)] : []),
    section(words.trail, { years: years(facts.trail.years), why: why(words, facts.trail) }),
    section(
      words.rights,
      { authority: authority ? `${authority.name}, ${authority.url}` : words.none },
      rights,
    ),
    ...(facts.reviewInvitations ? [reviewSection(words.reviews, facts.reviewInvitations)] : []),
    section(words.age, {
      account: String(facts.ages.account),
      consent: String(facts.ages.consent),
      why: why(words, facts.ages),
    }),
    processorSection(words, facts),
    section(words.security, {}),
    section(words.changes, {}),
  ]
}

/**
 * A notice in words.
 * @param version that it is and since when, null where none is recorded yet
 */
export const noticeText = (
  facts: NoticeFacts,
  language: NoticeLanguage,
  version: { version: number; effectiveFrom: string } | null,
): NoticeText => {
  const words = wordsOf[language]
  return {
    language,
    title: filled(words.title, { name: facts.controller.name }),
    edition: version
      ? filled(words.version, { version: version.version, date: version.effectiveFrom.slice(0, 10) })
      : words.unrecorded,
    sections: sectionsOf(language, words, facts),
  }
}

/** The notice as a page without script or style; every value is escaped. */
export const noticePage = (text: NoticeText): string => page(text)

// What Markdown and the HTML in it would read as more than text.
const plainText = (text: string) => text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&').replace(/\s+/g, ' ')

const row = (cells: readonly string[]) => `| ${cells.map(plainText).join(' | ')} |`

/** The notice as Markdown. */
export const noticeMarkdown = ({ title, edition, sections }: NoticeText): string =>
  [
    `# ${plainText(title)}`,
    plainText(edition),
    ...sections.flatMap((one) => [
      `## ${plainText(one.title)}`,
      ...one.text.map(plainText),
      ...(one.table
        ? [
            [
              row(one.table.columns),
              `|${one.table.columns.map(() => '---').join('|')}|`,
              ...one.table.rows.map(row),
            ].join('\n'),
          ]
        : []),
    ]),
  ].join('\n\n')
