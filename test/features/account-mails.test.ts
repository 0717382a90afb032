import t, { type Test } from 'tap'
import { v7 as newId } from 'uuid'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import { type PlannedMail, planMail } from '#src/features/messages/plan-mail.ts'
import { type BookedClinic, openBookedClinic } from '#test/helpers/booked-clinic.ts'

const token = newSecret()

/** Plans a mail in its sender's scope, with what belongs to it. @returns its id */
const plan = async (
  clinic: BookedClinic,
  mail: Omit<PlannedMail, 'organisationId' | 'language'>,
  organisationId = PLATFORM_ID,
  also: (scope: JobScope) => Promise<unknown> = async () => {},
): Promise<string> => {
  await withJob(clinic.deps, organisationId, async (scope) => {
    await also(scope)
    await planMail(scope, { organisationId, language: 'en', ...mail })
  })
  return (await clinic.mails(mail.subjectId))[0].id
}

const insertToken =
  (purpose: 'verifyEmail' | 'resetPassword' | 'invitation', subjectId: string, minutes: number) =>
  ({ tx, organisationId, at }: JobScope) =>
    tx
      .insertInto('tokens')
      .values({
        organisationId,
        id: newId(),
        purpose,
        hash: hashSecret(token),
        accountId: null,
        subjectId,
        expiresAt: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
        usedAt: null,
        createdAt: at,
      })
      .execute()

const register = async (scope: JobScope, id: string) => {
  const owner = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const
  const identity = {
    email: 'new@example.com',
    firstName: 'Buy at evil.example',
    lastName: 'X',
    phone: null,
    dateOfBirth: null,
  }
  const sealed = await scope.deps.keyring.seal(
    scope.tx,
    owner,
    { field: 'registrations.sealed', rowId: id },
    identity,
  )
  const row = {
    id,
    emailIndex: Buffer.alloc(32),
    sealed,
    passwordHash: '',
    passwordPepper: 1,
    passwordCost: 10,
    locale: 'en',
    createdAt: scope.at,
    expiresAt: new Date(Date.parse(scope.at) + 86_400_000).toISOString(),
  } as const
  await scope.tx.insertInto('registrations').values(row).execute()
  await insertToken('verifyEmail', id, 24 * 60)(scope)
}

const registered = async (t: Test) => {
  const clinic = await openBookedClinic(t)
  const id = newId()
  const mail = { kind: 'verifyEmail', subjectId: id, secrets: { token } } as const
  return { clinic, id, mailId: await plan(clinic, mail, PLATFORM_ID, (scope) => register(scope, id)) }
}

t.test('S7 a registration is told its link and nothing that whoever registered typed', async (t) => {
  const { clinic, id, mailId } = await registered(t)
  t.notMatch(JSON.stringify(await clinic.mails(id)), token)
  t.equal(await clinic.send(mailId, PLATFORM_ID), 'sent')
  const [mail] = clinic.smtp.messages
  t.strictSame(mail?.to, [{ name: '', address: 'new@example.com' }])
  t.equal(mail?.from?.name, 'Praxis')
  t.match(mail?.text, `/links/verify-email?token=${token}`)
  t.match(mail?.text, '24 hours')
  t.notMatch(mail?.raw ?? '', /evil/)
  t.match((await clinic.mails(id))[0], { state: 'sent', sealed: null })
})

t.test('a registration that was confirmed or has expired gets no mail any more', async (t) => {
  const confirmed = await registered(t)
  await confirmed.clinic.owner.query('delete from registrations where id = $1', [confirmed.id])
  t.equal(await confirmed.clinic.send(confirmed.mailId, PLATFORM_ID), 'withdrawn')
  const expired = await registered(t)
  expired.clinic.clock.shift('PT24H')
  t.equal(await expired.clinic.send(expired.mailId, PLATFORM_ID), 'withdrawn')
  t.strictSame((await expired.clinic.mails(expired.id))[0].sealed, null, 'its token is gone, too')
})

t.test('S7 a reset is mailed while its token can be used', async (t) => {
  const clinic = await openBookedClinic(t)
  const { accountId } = await clinic.people.person({ email: 'anna@example.com' })
  const mail = { kind: 'resetPassword', accountId, secrets: { token } } as const
  const also = insertToken('resetPassword', accountId, 30)
  const first = await plan(clinic, { ...mail, subjectId: newId() }, PLATFORM_ID, also)
  t.equal(await clinic.send(first, PLATFORM_ID), 'sent')
  t.match(clinic.smtp.messages[0]?.text, `/links/reset-password?token=${token}`)
  t.match(clinic.smtp.messages[0]?.text, '30 minutes')
  t.strictSame(clinic.smtp.messages[0]?.to, [{ name: 'Anna Larsson', address: 'anna@example.com' }])
  const second = await plan(clinic, { ...mail, subjectId: newId() })
  await clinic.owner.query('update tokens set used_at = now()')
  t.equal(await clinic.send(second, PLATFORM_ID), 'withdrawn')
})

t.test('an account is told of what happened to it, while it is there', async (t) => {
  const clinic = await openBookedClinic(t)
  const { accountId } = await clinic.people.person({ email: 'anna@example.com' })
  for (const kind of ['passwordChanged', 'sessionAlert', 'registrationForExistingAccount'] as const)
    t.equal(
      await clinic.send(await plan(clinic, { kind, subjectId: newId(), accountId }), PLATFORM_ID),
      'sent',
    )
  t.match(clinic.smtp.messages[2]?.text, '/links/sign-in\n')
  const late = await plan(clinic, { kind: 'passwordChanged', subjectId: newId(), accountId })
  await clinic.owner.query(`update accounts set state = 'deactivated' where id = $1`, [accountId])
  t.equal(await clinic.send(late, PLATFORM_ID), 'withdrawn')
})

t.test('an alert goes to the technicians and tells a cause alone', async (t) => {
  const clinic = await openBookedClinic(t)
  const secrets = { cause: 'sign-in-blocked', count: 4 }
  const id = await plan(clinic, { kind: 'securityAlert', subjectId: newId(), secrets })
  t.equal(await clinic.send(id, PLATFORM_ID), 'sent')
  t.strictSame(clinic.smtp.messages[0]?.envelope.to, [clinic.deps.config.securityEmail])
  t.match(clinic.smtp.messages[0]?.text, /Cause: sign-in-blocked\nTimes: 4/)
})

t.test(
  'an invitation is mailed until it is revoked; colleagues may read the practice by its name',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const invite = async () => {
      const id = newId()
      const { organisationId } = clinic
      return plan(
        clinic,
        { kind: 'invitation', subjectId: id, secrets: { token } },
        organisationId,
        async (scope) => {
          const owner = { organisationId, subjectId: organisationId, class: 'organisation' } as const
          const place = { field: 'invitations.sealed', rowId: id }
          const sealed = await scope.deps.keyring.seal(scope.tx, owner, place, { email: 'ek@example.com' })
          await scope.tx.deleteFrom('tokens').execute()
          await scope.tx
            .insertInto('invitations')
            .values({
              organisationId,
              id,
              emailIndex: Buffer.alloc(32),
              newAccountId: newId(),
              roles: ['practitioner'],
              practitionerId: null,
              sealed,
              language: 'en',
              invitedBy: null,
              expiresAt: '2026-05-08T08:00:00Z',
              acceptedAt: null,
              revokedAt: null,
              createdAt: scope.at,
            })
            .execute()
          await insertToken('invitation', id, 7 * 24 * 60)(scope)
        },
      )
    }
    t.equal(await clinic.send(await invite()), 'sent')
    const [mail] = clinic.smtp.messages
    t.match(mail?.text, 'Kliniken invites you to work with it')
    t.match(mail?.text, '7 days')
    t.notMatch(`${mail?.subject} ${mail?.from?.name}`, /Kliniken/)
    const revoked = await invite()
    await clinic.owner.query('update invitations set revoked_at = now()')
    t.equal(await clinic.send(revoked), 'withdrawn')
  },
)
