import type { Test } from 'tap'
import { type Answer, startApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, newAddress, openClinic, password } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

/** What somebody without an account sends to accept an invitation, beside its token. */
export const newcomer = { password, firstName: 'Şəhla', lastName: "O'Neill", phone: '+46701234567' }

interface ShownMember {
  id: string
  email: string
  roles: string[]
}

/** Two clinics whose administrators invite, and what they do with it. */
export const openStaff = async (t: Test) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const outsider = await openClinic(app, { name: 'Annan klinik' })
  const owner = await connectTo(t, app.database.superuserUrl)
  const accept = (body: object): Promise<Answer> => app.call('POST', '/v1/invitations/accept', { body })
  const invite = async (email: string, roles: string[], at: Clinic = clinic, fields: object = {}) => {
    const body = { email, roles, ...fields }
    return expectStatus(await at.call('POST', '/invitations', { token: at.admin.token, body }), 201).body
  }
  return {
    app,
    clinic,
    outsider,
    /** A client that no policy holds. */
    owner,
    accept,
    invite,
    /** Somebody new with these roles, signed in. */
    async join(roles: string[], at: Clinic = clinic) {
      const email = newAddress('colleague')
      await invite(email, roles, at)
      const { body } = expectStatus(await accept({ token: await tokenTo(app, email), ...newcomer }), 200)
      return { email, token: body.accessToken as string }
    },
    async memberOf(email: string, at: Clinic = clinic): Promise<ShownMember> {
      const { body } = expectStatus(await at.call('GET', '/members?limit=200', at.admin), 200)
      const found = body.data.find((member: ShownMember) => member.email === email)
      if (!found) throw new Error('not a member')
      return found
    },
    /** Signs the administrators in again after the clock was moved. */
    async signInAgain() {
      for (const { admin } of [clinic, outsider]) admin.token = await app.signIn(admin.email, password)
    },
  }
}
