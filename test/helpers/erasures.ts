import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { listDueErasures } from '#src/features/erasures/erasures.queries.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { sendMail } from '#src/features/messages/send-mail.ts'
import type { TestApp } from '#test/helpers/app.ts'
import { expectStatus } from '#test/helpers/clinic.ts'

/** Takes every erasure as far as it can go now, without a pass over everything. */
export const advanceAll = async ({ deps, clock }: TestApp): Promise<void> => {
  for (let round = 0; round < 20; round++) {
    const due = await listDueErasures(deps.db, clock.now(), 100)
    if (due.length === 0) return
    for (const part of due) await advanceErasure(deps, part)
  }
}

/** Sends every mail that is due. */
const sendAll = async ({ deps, clock }: TestApp): Promise<void> => {
  const { rows } = await deps.db.worker.query('select organisation_id, id from due_mails($1, 1000)', [
    clock.now(),
  ])
  for (const row of rows)
    await sendMail(deps, { organisationId: row.organisation_id, mailId: row.id }).catch(() => {})
}

/** The same to their end: pass, certificate, mail; a minute goes by for whatever is looked at again. */
export const finishErasures = async (app: TestApp): Promise<void> => {
  for (let round = 0; round < 4; round++) {
    await advanceAll(app)
    await scanErasures(app.deps, 'now')
    await advanceAll(app)
    await sendAll(app)
    app.clock.shift('PT61S')
    await advanceAll(app)
  }
}

/** Asks for an erasure as the person; everything where no organisation is named. */
export const askErasure = async (
  app: TestApp,
  token: string,
  body: { organisationId?: string; expedite?: boolean } = {},
): Promise<string> =>
  expectStatus(
    await app.call('POST', '/v1/me/data-requests', { token, body: { kind: 'erasure', ...body } }),
    201,
  ).body.id
