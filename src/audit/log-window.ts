const days = 30
const dayMilliseconds = 86_400_000

/**
 * From when on what is logged of use and sign-ins may be read: 30 days before `at`, itself excluded (P70). Every read of
 * such a log asks for `at >` this, so that what is older is unreadable to the second, whenever it is removed.
 * @param at ISO 8601
 */
export const readableSince = (at: string): string =>
  new Date(Date.parse(at) - days * dayMilliseconds).toISOString()
