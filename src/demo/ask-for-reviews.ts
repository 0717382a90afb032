import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { withJob } from '#src/db/scope.ts'
import type { DemoClient } from '#src/demo/demo-client.ts'
import { asked } from '#src/demo/demo-clinic.ts'
import type { Deps } from '#src/deps.ts'
import type { Patient } from '#src/features/patients/patients.schema.ts'

interface Listed<T> {
  data: T[]
}

// The token of a mail is in that mail alone: whoever answers here gets another one in its place.
const newToken = (deps: Deps, organisationId: string, id: string): Promise<string> =>
  withJob(deps, organisationId, async ({ tx }) => {
    const token = newSecret()
    await tx
      .updateTable('reviewInvitations')
      .set({ tokenHash: hashSecret(token) })
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      .execute()
    return token
  })

/** Asks patients for reviews as the administrator, and answers for some of them; where anybody was asked already nothing. */
export const askForReviews = async (
  deps: Deps,
  client: DemoClient,
  organisationId: string,
  { token, practitionerIds }: { token: string; practitionerIds: readonly string[] },
): Promise<void> => {
  const path = `/v1/organisations/${organisationId}`
  const { body: before } = await client.call<Listed<object>>('GET', `${path}/review-invitations`, { token })
  if (before.data.length > 0) return
  for (const { email, practitioner, answer } of asked) {
    const search = { token, body: { email } }
    const { body: found } = await client.call<Listed<Patient>>('POST', `${path}/patients/search`, search)
    const recipients = found.data.map(({ id }) => ({ kind: 'patient', patientId: id }))
    const body = { recipients, practitionerId: practitionerIds[practitioner] }
    const made = await client.call<Listed<{ id: string }>>('POST', `${path}/review-invitations`, {
      token,
      body,
    })
    const id = made.body.data[0]?.id
    if (answer === null || id === undefined) continue
    await client.call('POST', `/v1/reviews/${await newToken(deps, organisationId, id)}`, { body: answer })
  }
}
