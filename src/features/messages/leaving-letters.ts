import { type Compose, linkBase, neutralSender } from '#src/features/messages/letters.ts'
import { addressOf, nameOf } from '#src/features/messages/policy-letters.ts'
import { findTransferByNumber } from '#src/features/ownership-transfers/ownership-transfers.queries.ts'
import { findController } from '#src/features/policies/policies.queries.ts'
import { openFarewell } from '#src/features/terminations/farewell.ts'
import {
  findMailState,
  findPurge,
  findTerminationByNumber,
} from '#src/features/terminations/terminations.queries.ts'
import { mailLink, policiesLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'

/** To a member or patient, as long as the termination stands. */
export const organisationLeaving: Compose = async (scope, mail) => {
  const { tx, organisationId } = scope
  const termination = await findTerminationByNumber(tx, organisationId, mail.subjectVersion)
  if (!termination || !['grace', 'held'].includes(termination.state)) return 'not-wanted'
  const to = await addressOf(scope, mail)
  if (typeof to === 'string') return to
  const [organisation, senderName] = await nameOf(scope, mail)
  const rendered = renderMail('organisationLeaving', mail.language, {
    organisation,
    effectiveFrom: termination.graceEndsAt,
    timeZone: (await findController(tx, organisationId)).timeZone,
    link: mailLink(linkBase(scope), 'sign-in'),
  })
  return { to, ...rendered, senderName }
}

type Told = Parameters<typeof findMailState>[1]['kind']

/** To those who were told of something that does not come after all. */
const takenBack =
  (kind: 'organisationStays' | 'ownershipTransferCancelled', told: Told): Compose =>
  async (scope, mail) => {
    const { tx, organisationId } = scope
    const { subjectId, subjectVersion } = mail
    const before = await findMailState(tx, { organisationId, subjectId, subjectVersion, kind: told })
    if (before?.state !== 'sent') return 'not-wanted'
    const to = await addressOf(scope, mail)
    if (typeof to === 'string') return to
    const [organisation, senderName] = await nameOf(scope, mail)
    return { to, ...renderMail(kind, mail.language, { organisation }), senderName }
  }

/** To those who were told that it leaves. */
export const organisationStays = takenBack('organisationStays', 'organisationLeaving')

/** To who was an administrator: the certificate, which goes before the address does. */
export const organisationPurged: Compose = async (scope, mail) => {
  const purge = await findPurge(scope.tx, mail.subjectId)
  const farewell = purge && (await openFarewell(scope, purge))
  const address = farewell?.addresses[mail.subjectVersion - 1]
  if (!purge?.certificate || !farewell || address === undefined) return 'no-address'
  return {
    to: { name: '', address },
    ...renderMail('organisationPurged', mail.language, { organisation: farewell.name }),
    senderName: neutralSender,
    attachments: [
      {
        filename: 'certificate.json',
        contentType: 'application/json',
        content: `${JSON.stringify(purge.certificate, null, 2)}\n`,
      },
    ],
  }
}

/** To a member or patient: who answers for their data, and from when on. */
export const ownershipTransferAnnounced: Compose = async (scope, mail) => {
  const { tx, organisationId } = scope
  const transfer = await findTransferByNumber(tx, organisationId, mail.subjectVersion)
  if (!transfer || transfer.state === 'cancelled') return 'not-wanted'
  const to = await addressOf(scope, mail)
  if (typeof to === 'string') return to
  const [organisation, senderName] = await nameOf(scope, mail)
  const rendered = renderMail('ownershipTransferAnnounced', mail.language, {
    organisation,
    controller: transfer.controllerName,
    effectiveFrom: transfer.effectiveFrom,
    timeZone: (await findController(tx, organisationId)).timeZone,
    link: policiesLink(linkBase(scope), organisationId),
  })
  return { to, ...rendered, senderName }
}

/** To those who were told of a new owner that does not come. */
export const ownershipTransferCancelled = takenBack(
  'ownershipTransferCancelled',
  'ownershipTransferAnnounced',
)
