/** Made-up people and places. Everybody here signs in with one password, as nothing of it is worth keeping from anybody. */
export const demoPassword = 'lingonberry-ferry-umbrella-63'

export const clinic = {
  kind: 'clinic',
  name: 'Harbour Clinic',
  country: 'SE',
  timeZone: 'Europe/Stockholm',
  language: 'en',
  adminEmail: 'admin@harbour.example',
} as const

/** What the clinic is called in mails: a name that tells nothing of health. */
export const mailDisplayName = 'Harbour House'

export const administrator = {
  email: clinic.adminEmail,
  firstName: 'Ingrid',
  lastName: 'Bergström',
  phone: '+46701740601',
}

export const receptionist = {
  email: 'reception@harbour.example',
  firstName: 'Sven',
  lastName: 'Holm',
  phone: '+46701740602',
}

export const sites = [
  {
    name: 'Södermalm',
    timeZone: 'Europe/Stockholm',
    address: { street: 'Götgatan 1', postalCode: '116 20', city: 'Stockholm', country: 'SE' },
  },
  {
    name: 'Vasastan',
    timeZone: 'Europe/Stockholm',
    address: { street: 'Odengatan 60', postalCode: '113 22', city: 'Stockholm', country: 'SE' },
  },
] as const

/** `hours`: weekly rules, each with the place of its site in `sites`. */
export const practitioners = [
  {
    email: 'leyla@harbour.example',
    firstName: 'Leyla',
    lastName: 'Əliyeva',
    title: 'Physiotherapist',
    phone: '+46701740603',
    specialties: ['Physiotherapy'],
    languages: ['en', 'sv', 'az'],
    externalId: 'demo-practitioner-1',
    hours: [
      { site: 0, weekdays: ['MO', 'TU', 'WE', 'TH'], from: '08:00', to: '17:00' },
      { site: 1, weekdays: ['FR'], from: '09:00', to: '15:00' },
    ],
  },
  {
    email: 'sean@harbour.example',
    firstName: 'Seán',
    lastName: 'Ó Súilleabháin',
    title: 'General practitioner',
    phone: '+46701740604',
    specialties: ['General practice'],
    languages: ['en', 'sv'],
    externalId: 'demo-practitioner-2',
    hours: [{ site: 1, weekdays: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '10:00', to: '18:00' }],
  },
] as const

export const services = [
  {
    name: 'First visit',
    duration: 'PT45M',
    slotStep: 'PT15M',
    price: { amount: 85_000, currency: 'SEK' },
    payer: 'patient',
    externalId: 'demo-service-1',
  },
  {
    name: 'Follow-up',
    duration: 'PT30M',
    slotStep: 'PT15M',
    bufferAfter: 'PT5M',
    price: { amount: 55_000, currency: 'SEK' },
    payer: 'patient',
    externalId: 'demo-service-2',
  },
  {
    name: 'Telephone call',
    duration: 'PT15M',
    price: { amount: 0, currency: 'SEK' },
    payer: 'organisation',
    externalId: 'demo-service-3',
  },
] as const

/** Patients who sign in. */
export const patients = [
  {
    email: 'anna@people.example',
    firstName: 'Anna',
    lastName: 'Lindqvist',
    phone: '+46701740605',
    dateOfBirth: '1984-05-12',
    locale: 'en',
  },
  {
    email: 'johan@people.example',
    firstName: 'Johan',
    lastName: 'Nilsson',
    phone: '+46701740606',
    dateOfBirth: '1971-11-02',
    locale: 'sv',
  },
] as const

/** A patient whom the reception registered and books for. */
export const walkIn = {
  firstName: 'Məryəm',
  lastName: 'Quliyeva',
  phone: '+46701740607',
  dateOfBirth: '1958-02-20',
  locale: 'sv',
} as const

/** Who is asked for a review about which of the practitioners, and what they answer; null: nothing yet. */
export const asked = [
  {
    email: patients[1].email,
    practitioner: 1,
    answer: {
      score: 9,
      aspects: { friendliness: 5, explanation: 5, waitingTime: 3 },
      text: 'He listened, and the exercises help. I waited for twenty minutes.',
    },
  },
  { email: patients[0].email, practitioner: 0, answer: null },
] as const
