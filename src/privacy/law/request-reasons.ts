/** Why a request is refused, as a code (GDPR Art. 12(5), 15(4), 17(3)); the words of staff are shown after sign-in. */
export const refusalReasons = [
  'unfounded',
  'excessive',
  'rightsOfOthers',
  'legalDuty',
  'publicInterest',
  'legalClaims',
  'identityNotProven',
  'nothingHeld',
  'other',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Why an answer takes longer (GDPR Art. 12(3); `olderData`: where a law gives more time for what is old). */
export const extensionReasons = ['complexity', 'number', 'olderData'] as const
export type ExtensionReason = (typeof extensionReasons)[number]
