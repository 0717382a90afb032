import { generateSync } from 'otplib'
import type { TestApp } from '#test/helpers/app.ts'

/** A device that makes codes, on the test's clock. */
export interface Authenticator {
  factorId: string
  recoveryCodes: string[]
  /** The code of now; the clock moves on by a step before, as each code is good once. */
  nextCode(): string
  /** The code of now, whether used or not. */
  code(): string
}

/** Sets a second factor up for whoever has the token. */
export const enrol = async (
  app: Pick<TestApp, 'call' | 'clock'>,
  token: string,
  headers: Record<string, string> = {},
): Promise<Authenticator> => {
  const added = await app.call('POST', '/v1/me/second-factors', { token, headers, body: { kind: 'totp' } })
  if (added.status !== 201)
    throw new Error(`enrolling answered ${added.status} ${JSON.stringify(added.body)}`)
  const { id, secret } = added.body
  const code = () => generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1000) })
  const path = `/v1/me/second-factors/${id}/confirm`
  const confirmed = await app.call('POST', path, { token, headers, body: { code: code() } })
  if (confirmed.status !== 200)
    throw new Error(`confirming answered ${confirmed.status} ${JSON.stringify(confirmed.body)}`)
  return {
    factorId: id,
    recoveryCodes: confirmed.body.recoveryCodes,
    code,
    nextCode() {
      app.clock.shift('PT30S')
      return code()
    },
  }
}
