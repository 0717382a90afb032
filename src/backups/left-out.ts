/** Tables of which no backup has rows, and why. All others of `public` are in the data archive, `keys` in the key archive. */
export const leftOut: Readonly<Record<string, string>> = {
  'public.instance': 'a database without its row was restored, and waits until the ledger was replayed',
  'public.sessions': 'no sign-in outlives a restore',
  'public.refresh_tokens': 'no sign-in outlives a restore',
  'public.sign_in_challenges': 'no sign-in outlives a restore',
  'public.tokens': 'single use: one that was used since would be good again',
  'public.registrations': 'single use: one that was confirmed or refused since would be good again',
  'public.outbox': 'work that was done since would be done again; what is still due is found by its own rows',
  'public.idempotency_requests': 'answers to requests of which the restored database knows nothing',
  'public.rate_limits': 'counters that are over within the hour',
}

/** What Kysely keeps for itself; a restore migrates anew. */
export const isMigrators = (name: string): boolean => name.startsWith('public.kysely_migration')
