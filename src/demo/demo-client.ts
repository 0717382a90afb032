import type { App } from '#src/app.ts'
import { withPublic } from '#src/db/scope.ts'
import { openSession } from '#src/features/accounts/open-session.ts'
import type { TokensAnswer } from '#src/features/accounts/sign-in.schema.ts'
import { tokensAnswer } from '#src/features/accounts/tokens-answer.ts'

interface Sent {
  token?: string
  body?: object
  ifMatch?: string
}

interface Received<T> {
  body: T
  etag: string
}

type Method = 'GET' | 'POST' | 'PUT'

/** Calls the API as anybody would, inside the process. */
export interface DemoClient {
  /** @throws Error naming the call and the problem when it is refused */
  call<T>(method: Method, path: string, sent?: Sent): Promise<Received<T>>
  /**
   * Signs in whoever has the address, without their password, as only the process itself can.
   * @returns an access token; null where the address has no account
   */
  enter(email: string): Promise<string | null>
  /** Signs in by a call that answers tokens. @returns an access token */
  enterBy(path: string, body: object): Promise<string>
  /** Signs out of everything that was entered. */
  leave(): Promise<void>
}

const visitor = { ip: '127.0.0.1', userAgent: 'praxis-demo' }

/** Opens a client over an application that is ready. */
export const openDemoClient = (app: App): DemoClient => {
  const { deps } = app
  const refreshTokens: string[] = []

  const call = async <T>(method: Method, path: string, { token, body, ifMatch }: Sent = {}) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(ifMatch ? { 'if-match': ifMatch } : {}),
      },
      ...(body === undefined ? {} : { payload: body }),
    })
    if (answer.statusCode >= 400)
      throw new Error(`demo: ${method} ${path} was answered ${answer.statusCode}: ${answer.body}`)
    const etag = answer.headers.etag
    return {
      body: (answer.body === '' ? null : answer.json()) as T,
      etag: typeof etag === 'string' ? etag : '',
    }
  }

  const keep = ({ accessToken, refreshToken }: TokensAnswer): string => {
    refreshTokens.push(refreshToken)
    return accessToken
  }

  const enter = async (email: string): Promise<string | null> => {
    const index = deps.keyring.loginEmailKey(email)
    const session = await withPublic(deps, 'signIn', index, null, async (scope) =>
      scope.accountId === null ? null : openSession(scope, scope.accountId, visitor),
    )
    if (!session) return null
    return keep(tokensAnswer(app, session))
  }

  return {
    call,
    enter,
    enterBy: async (path, body) => keep((await call<TokensAnswer>('POST', path, { body })).body),
    async leave() {
      for (const refreshToken of refreshTokens.splice(0))
        await call('POST', '/v1/auth/logout', { body: { refreshToken } })
    },
  }
}
