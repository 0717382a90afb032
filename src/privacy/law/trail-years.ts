import { type LawCountry, rulesOf, type Sourced } from '#src/privacy/law/sources.ts'

/** How long the log of access to patient data stays, and what the patient may see of who looked. */
export interface TrailRule extends Sourced {
  /** Years that an organisation starts with. */
  readonly years: number
  /** Fewer are not allowed. */
  readonly least: number
  /** More are not allowed. */
  readonly most: number
  /** Whether the patient sees the name of who looked; else role and unit. */
  readonly showActorName: boolean
}

const most = 20
const rule = (
  years: number,
  least: number,
  certainty: TrailRule['certainty'],
  source: string,
  showActorName = false,
): TrailRule => ({ years, least, most, showActorName, certainty, source })

const ofHouse = rule(5, 3, 'C', 'EHDS 2025/327 Art. 9 asks for 3 years from 2029; 5 by the house')

const table: Readonly<Record<LawCountry, TrailRule>> = {
  SE: rule(5, 5, 'A+', 'PDL 4:3, 8:5; HSLF-FS 2016:40 4:9–10'),
  NL: rule(5, 5, 'A+', 'Begz Art. 5, NEN 7513:2018; Stcrt. 2019, 38007'),
  NO: rule(5, 3, 'C', 'pasientjournalloven § 18, § 22: no number found', true),
  FI: rule(12, 12, 'B', '703/2023 § 11', true),
  FR: rule(3, 3, 'C', 'CNIL 2021-122: 6–12 months in general; EHDS 2025/327 Art. 9'),
  DK: ofHouse,
  BE: ofHouse,
  DE: ofHouse,
  GB: ofHouse,
  MA: ofHouse,
  AZ: ofHouse,
}

/** The trail's rule of a country. */
export const trailRuleOf = (country: string): TrailRule => rulesOf(table, country, ofHouse)
