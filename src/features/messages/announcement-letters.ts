import { findAnnouncementByNumber } from '#src/features/announcements/announcements.queries.ts'
import { type Compose, neutralSender } from '#src/features/messages/letters.ts'
import { addressOf } from '#src/features/messages/policy-letters.ts'
import { renderMail } from '#src/mail/templates.ts'

/** The platform's own words, to whoever has an account or belongs to an organisation. */
export const announcementLetter =
  (kind: 'incidentAnnounced' | 'informationAnnounced'): Compose =>
  async (scope, mail) => {
    const announcement = await findAnnouncementByNumber(scope.tx, mail.subjectVersion)
    const words = announcement?.texts[mail.language]
    if (!words) return 'not-wanted'
    const to = await addressOf(scope, mail)
    if (typeof to === 'string') return to
    const lines = words.text.split('\n').filter((line) => line.trim() !== '')
    const rendered = renderMail(kind, mail.language, { title: words.title, lines })
    return { to, ...rendered, senderName: neutralSender }
  }
