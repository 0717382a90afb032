import type { App } from '#src/app.ts'
import { ConfigError } from '#src/config.ts'
import { askForReviews } from '#src/demo/ask-for-reviews.ts'
import { bookForMyself, bookForWalkIn, freeTime, slotsPath, type Wish } from '#src/demo/book-demo.ts'
import { type DemoClient, openDemoClient } from '#src/demo/demo-client.ts'
import {
  administrator,
  clinic,
  demoPassword,
  patients,
  practitioners,
  receptionist,
} from '#src/demo/demo-clinic.ts'
import { becomePerson, joinClinic } from '#src/demo/demo-people.ts'
import { ensure, furnishClinic } from '#src/demo/furnish-clinic.ts'
import type { Organisation } from '#src/features/organisations/organisations.schema.ts'
import { normaliseEmail } from '#src/schema/text.ts'

const findClinic = async (app: App, client: DemoClient): Promise<string> => {
  const email = normaliseEmail(app.deps.config.platformAdminEmail)
  const token = email === null ? null : await client.enter(email)
  if (token === null) throw new ConfigError('PLATFORM_ADMIN_EMAIL: has no account')
  const isIt = ({ name }: Organisation) => name === clinic.name
  const administration = { client, path: '', token }
  return (await ensure<Organisation>(administration, '/v1/platform/organisations', isIt, clinic)).id
}

const dayAhead = (now: Date, days: number) =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const asJson = (value: object) => `-H 'content-type: application/json' -d '${JSON.stringify(value)}'`

const signInOf = (base: string, email: string): string =>
  `$(curl -s ${base}/v1/auth/login ${asJson({ email, password: demoPassword })} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`

const tour = (base: string, organisationId: string, wish: Wish, startsAt: string | null): string[] => {
  const { practitionerId, serviceId } = wish
  const booking = { practitionerId, serviceId, startsAt }
  return [
    'See what is free, sign in as a patient, book:',
    `  curl -s '${base}${slotsPath(wish)}'`,
    `  TOKEN=${signInOf(base, patients[0].email)}`,
    `  curl -s ${base}/v1/organisations/${organisationId}/appointments -H "authorization: Bearer $TOKEN" ${asJson(booking)}`,
    `  curl -s ${base}/v1/me/appointments -H "authorization: Bearer $TOKEN"`,
    'She was asked for a review: the link in that mail opens the form. Read as a practitioner what somebody else said:',
    `  TOKEN=${signInOf(base, practitioners[1].email)}`,
    `  curl -s ${base}/v1/organisations/${organisationId}/reviews -H "authorization: Bearer $TOKEN"`,
  ]
}

const signIns = (): string[] =>
  [
    ['administrator', administrator.email],
    ...practitioners.map(({ email }) => ['practitioner', email]),
    ['receptionist', receptionist.email],
    ...patients.map(({ email }) => ['patient', email]),
  ].map(([role = '', email = '']) => `  ${role.padEnd(14)} ${email}`)

/**
 * Fills a small made-up clinic through the API of the running application: what is there already stays, so that it may
 * run at each start.
 * @returns what to tell the person at the terminal: who can sign in, and what to try next
 * @throws ConfigError off this machine, where a password that everybody knows would be an open door
 */
export const runDemo = async (app: App): Promise<string> => {
  const { deps } = app
  if (!deps.config.loopback)
    throw new ConfigError('PUBLIC_URL: the demo runs on this machine alone, as its password is known')
  const client = openDemoClient(app)
  try {
    const organisationId = await findClinic(app, client)
    const path = `/v1/organisations/${organisationId}`
    const token = await joinClinic(deps, client, organisationId, administrator)
    const { practitionerIds, serviceIds } = await furnishClinic({ client, path, token })
    for (const practitioner of practitioners) await joinClinic(deps, client, organisationId, practitioner)
    const reception = await joinClinic(deps, client, organisationId, receptionist)

    const now = deps.clock.now()
    const wish = (practitioner: number, service: number): Wish => ({
      practitionerId: practitionerIds[practitioner] ?? '',
      serviceId: serviceIds[service] ?? '',
      from: dayAhead(now, 2),
      to: dayAhead(now, 16),
    })
    for (const [position, patient] of patients.entries())
      await bookForMyself(
        client,
        path,
        await becomePerson(deps, client, patient),
        wish(position, position),
        8 * position,
      )
    await bookForWalkIn(client, path, reception, wish(1, 0), now.toISOString())
    await askForReviews(deps, client, organisationId, { token, practitionerIds })

    const next = wish(0, 1)
    return [
      `${clinic.name} is open. Its people sign in with the password ${demoPassword}`,
      ...signIns(),
      ...tour(deps.publicUrl, organisationId, next, await freeTime(client, next, 40)),
    ].join('\n')
  } finally {
    await client.leave()
  }
}
