import { asObject, asObjects, asText, type FhirObject } from '#src/features/imports/fhir.ts'

/** What FHIR calls the national numbers of a country (ISO 3166-1 alpha-2), by its base profiles and registers of OIDs. */
const systems: Readonly<Record<string, readonly string[]>> = {
  BE: ['https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin'],
  DE: ['http://fhir.de/sid/gkv/kvid-10'],
  DK: ['urn:oid:1.2.208.176.1.2'],
  FI: ['urn:oid:1.2.246.21'],
  FR: ['urn:oid:1.2.250.1.213.1.4.8'],
  GB: ['https://fhir.nhs.uk/Id/nhs-number'],
  NL: ['http://fhir.nl/fhir/NamingSystem/bsn'],
  // With those of people who are not registered as residents: the same form.
  NO: ['urn:oid:2.16.578.1.12.4.1.4.1', 'urn:oid:2.16.578.1.12.4.1.4.2'],
  SE: [
    'http://electronichealth.se/identifier/personnummer',
    'http://electronichealth.se/identifier/samordningsnummer',
    'urn:oid:1.2.752.129.2.1.3.1',
    'urn:oid:1.2.752.129.2.1.3.3',
  ],
}

const known = new Set(Object.values(systems).flat())

/** HL7 v2 table 0203: a national unique individual identifier. */
const isNational = (type: unknown) => asObjects(asObject(type)?.coding).some(({ code }) => code === 'NI')

const isOfCountry = ({ system, type, use, value }: FhirObject, country: string): boolean => {
  if (use === 'old' || asText(value) === undefined) return false
  const name = asText(system)
  if (name !== undefined && known.has(name)) return systems[country]?.includes(name) ?? false
  return isNational(type)
}

/**
 * The place of the identifier (FHIR R4 § 2.24.0.2) that is a national number of the country, by its system, else by its
 * type; -1 where none says that it is: a number of another country is none.
 */
export const nationalIdentifier = (identifiers: readonly FhirObject[], country: string): number =>
  identifiers.findIndex((one) => isOfCountry(one, country))
