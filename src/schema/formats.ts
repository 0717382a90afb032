import type { Ajv } from 'ajv'
import { Temporal } from 'temporal-polyfill'
import { isDate, isDuration, isInstant, isLocalDateTime, isLocalTime, isPeriod } from '#src/schema/dates.ts'
import { normaliseEmail } from '#src/schema/text.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const zones = new Set<string>()

const isKnownZone = (name: string): boolean => {
  try {
    // Temporal keeps a link's own name (Asia/Kathmandu), where Intl answers an outdated one, and repairs its case.
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name
  } catch {
    return false
  }
}

/** An IANA name that this runtime knows, in its proper case; no offset. */
const isTimeZone = (name: string): boolean => {
  if (zones.has(name)) return true
  if (name.length > 64 || !/^[A-Z][\w+/-]+$/.test(name) || !isKnownZone(name)) return false
  // Only names of the runtime's own finite list get here.
  zones.add(name)
  return true
}

// ISO 3166-1: libphonenumber lacks the unpeopled and Intl adds the withdrawn and the exceptional.
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
    'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG ' +
    'UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)

/** BCP 47 in its canonical form, `sv-SE`. */
const isLanguageTag = (tag: string): boolean => {
  if (tag.length > 35) return false
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}

// Digits of the scripts whose keyboards type them, one plus, and what people put between.
const digits = '0-9\\u0660-\\u0669\\u06f0-\\u06f9\\uff10-\\uff19'
const phone = new RegExp(`^[+\\uff0b]?[${digits} ().\\/\\-\\u00a0\\u2010-\\u2015]+$`)
const digit = new RegExp(`[${digits}]`, 'g')

/** A phone number as typed, without letters; `normalisePhone` decides. */
const isPhone = (text: string): boolean =>
  text.length <= 32 && phone.test(text) && (text.match(digit)?.length ?? 0) >= 3

// Persian and Indic names are misspelt without their joiners, Japanese ones without the variant of a character.
const joining =
  '[[\\p{L}\\p{M}]&&[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}' +
  '\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}]]'
const meaningful = new RegExp(
  `(?<=${joining})[\\u200c\\u200d](?=${joining})` +
    `|(?<=[\\p{M}&&${joining}])\\u200d(?![\\u200c\\u200d])` +
    '|(?<=\\p{sc=Hani})[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
  'gv',
)
// Controls, format characters, lone surrogates, private use, unassigned; line separators; blanks that are no space.
const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u

/** One line that shows all that it holds. */
const isName = (text: string): boolean => text.trim() !== '' && !hidden.test(text.replace(meaningful, ''))

// Lone surrogates, and controls but the tab and the ends of lines.
const unwritable = /(?!\r\n)[\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u

/** Lines of text. */
const isNote = (text: string): boolean => text.trim() !== '' && !unwritable.test(text)

/**
 * Every format of the contract, in canonical form only (`SECURITY.md` S38, S39). Each answers in a time linear in
 * the text's length, whatever the text (S43).
 */
export const formats = {
  uuid: (text) => text.length === 36 && uuid.test(text),
  'date-time': isInstant,
  date: isDate,
  'date-or-instant': (text) => isDate(text) || isInstant(text),
  'local-date-time': isLocalDateTime,
  'local-time': isLocalTime,
  duration: isDuration,
  period: isPeriod,
  'time-zone': isTimeZone,
  country: (text) => countries.has(text),
  'language-tag': isLanguageTag,
  email: (text) => normaliseEmail(text) !== null,
  phone: isPhone,
  name: isName,
  note: isNote,
} satisfies Record<string, (text: string) => boolean>

/** Teaches a validator every format of the contract. */
export const addFormats = (ajv: Ajv): void => {
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, { type: 'string', validate })
}
