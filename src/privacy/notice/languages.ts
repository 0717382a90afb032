/** The languages in which notices are written. */
export const noticeLanguages = ['en', 'sv', 'nl', 'fr', 'az'] as const
export type NoticeLanguage = (typeof noticeLanguages)[number]
