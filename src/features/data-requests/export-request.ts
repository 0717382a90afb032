import { conflict, notFound } from '#src/errors.ts'
import { listPartsOfRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { logOf, portableOf } from '#src/features/data-requests/portable.ts'
import { hasExport } from '#src/features/data-requests/read-request.ts'
import { type EnterPerson, type Narrowed, writeOwnCopy } from '#src/features/privacy/own-copy.ts'

/** What of a copy answers a kind of request. */
export const narrowingOf = (kind: DataRequest['kind']): Pick<Narrowed, 'narrow'> => {
  if (kind === 'portability') return { narrow: portableOf }
  return kind === 'accessLogs' ? { narrow: logOf } : {}
}

/**
 * The copy that answers one of the caller's requests, of those controllers alone who have answered it; as it is at the
 * time of the download.
 * @throws Problem 404 for somebody else's, 409 `no-export` where no part was answered with a copy
 */
export const exportRequest = async (enter: EnterPerson, id: string): Promise<AsyncGenerator<string>> => {
  const narrowed = await enter(async ({ tx, accountId }): Promise<Narrowed> => {
    const parts = (await listPartsOfRequest(tx, id)).filter((part) => part.accountId === accountId)
    const [first] = parts
    if (!first) throw notFound()
    const answered = parts.filter(hasExport)
    if (answered.length === 0) throw conflict('no-export')
    return {
      organisationIds: answered.map(({ organisationId }) => organisationId),
      ...narrowingOf(first.kind),
    }
  })
  return writeOwnCopy(enter, narrowed)
}
