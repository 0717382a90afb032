import { isLawCountry, type LawCountry } from '#src/privacy/law/sources.ts'

/** Where somebody complains. */
export interface Authority {
  readonly name: string
  readonly url: string
}

const authorities: Readonly<Record<LawCountry, Authority>> = {
  SE: { name: 'Integritetsskyddsmyndigheten (IMY)', url: 'https://www.imy.se' },
  NL: { name: 'Autoriteit Persoonsgegevens', url: 'https://autoriteitpersoonsgegevens.nl' },
  NO: { name: 'Datatilsynet', url: 'https://www.datatilsynet.no' },
  DK: { name: 'Datatilsynet', url: 'https://www.datatilsynet.dk' },
  FI: { name: 'Tietosuojavaltuutetun toimisto', url: 'https://tietosuoja.fi' },
  FR: { name: 'CNIL', url: 'https://www.cnil.fr' },
  BE: { name: 'Autorité de protection des données / GBA', url: 'https://www.autoriteprotectiondonnees.be' },
  DE: { name: 'Datenschutzbehörde des Landes', url: 'https://www.bfdi.bund.de' },
  GB: { name: 'Information Commissioner', url: 'https://ico.org.uk' },
  MA: { name: 'CNDP', url: 'https://www.cndp.ma' },
  AZ: { name: 'Rəqəmsal İnkişaf və Nəqliyyat Nazirliyi', url: 'https://mincom.gov.az' },
}

/** The authority of a country; null where it is not known. */
export const authorityOf = (country: string): Authority | null =>
  isLawCountry(country) ? authorities[country] : null
