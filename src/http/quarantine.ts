import Fastify, { type FastifyInstance } from 'fastify'
import { Problem } from '#src/errors.ts'
import { problemDocument, problemType } from '#src/http/problem.ts'
import { AllowListLog, requestId } from '#src/http/request-log.ts'
import type { LedgerFault } from '#src/privacy/ledger/ledger-line.ts'

const details: Record<LedgerFault, string> = {
  restored: 'The database was restored. Run restore:replay.',
  databaseBehind: 'The database is older than its ledger: it was set back. Run restore:replay.',
  ledgerIncomplete: 'The ledger in BACKUP_DIR is not complete. Bring back all of it.',
  otherLedger: 'The ledger in BACKUP_DIR belongs to another database.',
}

/**
 * What answers while a restored database waits for its ledger: it lives, and everything else is 503. It knows neither
 * routes nor keys nor tables, so nothing that was taken away can be read through it.
 */
export const buildQuarantine = (fault: LedgerFault, publicUrl: string): FastifyInstance => {
  const app = Fastify({
    logController: new AllowListLog(),
    genReqId: requestId,
    requestIdHeader: false,
    forceCloseConnections: true,
    bodyLimit: 1,
  })
  app.get('/health/live', async () => ({ status: 'live' }))
  const refuse = async (
    request: { id: string },
    reply: { code(status: number): unknown; headers(all: object): unknown },
  ) => {
    const problem = new Problem('restore-quarantine', { detail: details[fault], retryAfter: 30 })
    reply.code(problem.status)
    reply.headers({
      'content-type': problemType,
      'cache-control': 'no-store',
      'retry-after': '30',
      'x-request-id': request.id,
    })
    return JSON.stringify(problemDocument(problem, publicUrl, request.id))
  }
  // Before anything of a body is read.
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && request.url === '/health/live') return
    await reply.send(await refuse(request, reply))
  })
  return app
}
