import type { ScopedTx } from '#src/db/database.ts'

const most = 20_000

/** The months from a day to before another that are closed, with what was kept of them, by month. */
export const listMonths = (tx: ScopedTx, organisationId: string, from: string, until: string) =>
  tx
    .selectFrom('closedPeriods')
    .select(['startsOn', 'traces'])
    .where('organisationId', '=', organisationId)
    .where('kind', '=', 'month')
    .where('startsOn', '>=', from)
    .where('startsOn', '<', until)
    .orderBy('startsOn')
    .execute()

/** What months counted, by month, practitioner and service. */
export const listMonthly = (tx: ScopedTx, organisationId: string, from: string, until: string) =>
  tx
    .selectFrom('monthlyStatistics')
    .select(['month', 'practitionerId', 'serviceId', 'completed', 'noShow', 'cancelledLate', 'settled'])
    .where('organisationId', '=', organisationId)
    .where('month', '>=', from)
    .where('month', '<', until)
    .orderBy('month')
    .orderBy('practitionerId')
    .orderBy('serviceId')
    .limit(most)
    .execute()

/** Numbers that stand for enough visits, of periods that begin from a day to before another. */
export const listAnonymous = (tx: ScopedTx, organisationId: string, from: string, until: string) =>
  tx
    .selectFrom('anonymousStatistics')
    .select(['span', 'startsOn', 'unit', 'unitId', 'visits', 'completed', 'noShow'])
    .where('organisationId', '=', organisationId)
    .where('startsOn', '>=', from)
    .where('startsOn', '<', until)
    .orderBy('startsOn')
    .orderBy('span')
    .orderBy('unit')
    .orderBy('unitId')
    .limit(most)
    .execute()
