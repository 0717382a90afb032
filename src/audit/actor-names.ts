/**
 * Countries in which a person is told by name who saw their data; elsewhere the role alone (C-579/21: the employee's name
 * only where the person cannot do without it).
 */
const namedIn: Readonly<Record<string, string>> = {
  // Who looked, in which role, and why.
  NO: 'pasientjournalloven § 18, § 22; forskrift 2019',
  // Who used or got the data, and why.
  FI: '703/2023 § 11',
}

/** Whether the organisations of a country (ISO 3166-1) tell a person the names of those who saw their data. */
export const showsActorName = (country: string | null): boolean => country !== null && country in namedIn
