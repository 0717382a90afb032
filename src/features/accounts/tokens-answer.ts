import type { FastifyInstance } from 'fastify'
import { v7 as newId } from 'uuid'
import type { OpenedSession } from '#src/features/accounts/open-session.ts'
import type { RefreshedTokens, TokensAnswer } from '#src/features/accounts/sign-in.schema.ts'
import { accessTokenSeconds, signAccessToken } from '#src/http/authenticate.ts'

const accessTokenOf = (
  app: FastifyInstance,
  { accountId, sessionId }: { accountId: string; sessionId: string },
) => ({
  accessToken: signAccessToken(app, { accountId, sessionId, tokenId: newId() }),
  tokenType: 'Bearer' as const,
  expiresIn: accessTokenSeconds,
})

/** The answer of a sign-in, with a new access token for the session; call it once the session was committed. */
export const tokensAnswer = (app: FastifyInstance, session: OpenedSession): TokensAnswer => ({
  kind: 'tokens',
  ...accessTokenOf(app, session),
  refreshToken: session.refreshToken,
  deviceToken: session.deviceToken,
  pendingChoices: [],
  pendingAcceptances: session.pendingAcceptances,
})

/** The answer of a refresh. */
export const refreshedTokens = (
  app: FastifyInstance,
  session: Omit<OpenedSession, 'deviceToken'>,
): RefreshedTokens => ({
  kind: 'tokens',
  ...accessTokenOf(app, session),
  refreshToken: session.refreshToken,
  pendingAcceptances: session.pendingAcceptances,
})
