import type { TObject, TSchema } from '@sinclair/typebox'
import { auditPrivacy } from '#src/audit/audit.privacy.ts'
import { usagePrivacy } from '#src/audit/usage.privacy.ts'
import { keysPrivacy } from '#src/crypto/keys.privacy.ts'
import { accountsPrivacy } from '#src/features/accounts/accounts.privacy.ts'
import { emailChangesPrivacy } from '#src/features/accounts/email-changes.privacy.ts'
import { secondFactorsPrivacy } from '#src/features/accounts/second-factors.privacy.ts'
import { securityPrivacy } from '#src/features/accounts/security.privacy.ts'
import { agreementsPrivacy } from '#src/features/agreements/agreements.privacy.ts'
import { announcementsPrivacy } from '#src/features/announcements/announcements.privacy.ts'
import { appointmentsPrivacy } from '#src/features/appointments/appointments.privacy.ts'
import { billingRowsPrivacy } from '#src/features/billing-rows/billing-rows.privacy.ts'
import { consentsPrivacy } from '#src/features/consents/consents.privacy.ts'
import { dataRequestsPrivacy } from '#src/features/data-requests/data-requests.privacy.ts'
import { publicRequestsPrivacy } from '#src/features/data-requests/public-requests.privacy.ts'
import { directoryPrivacy } from '#src/features/directory/directory.privacy.ts'
import { disclosuresPrivacy } from '#src/features/disclosures/disclosures.privacy.ts'
import { exportsPrivacy } from '#src/features/exports/exports.privacy.ts'
import { filesPrivacy } from '#src/features/files/files.privacy.ts'
import { importsPrivacy } from '#src/features/imports/imports.privacy.ts'
import { legalHoldsPrivacy } from '#src/features/legal-holds/legal-holds.privacy.ts'
import { messagesPrivacy } from '#src/features/messages/messages.privacy.ts'
import { organisationsPrivacy } from '#src/features/organisations/organisations.privacy.ts'
import { ownershipTransfersPrivacy } from '#src/features/ownership-transfers/ownership-transfers.privacy.ts'
import { patientTracesPrivacy } from '#src/features/patients/patient-traces.privacy.ts'
import { patientsPrivacy } from '#src/features/patients/patients.privacy.ts'
import { relationsPrivacy } from '#src/features/patients/relations.privacy.ts'
import { policiesPrivacy } from '#src/features/policies/policies.privacy.ts'
import { noticePrivacy } from '#src/features/privacy/notice.privacy.ts'
import { retentionPrivacy } from '#src/features/retention/retention.privacy.ts'
import { reviewsPrivacy } from '#src/features/reviews/reviews.privacy.ts'
import { statisticsPrivacy } from '#src/features/statistics/statistics.privacy.ts'
import { surveysPrivacy } from '#src/features/surveys/surveys.privacy.ts'
import { terminationsPrivacy } from '#src/features/terminations/terminations.privacy.ts'
import { idempotencyPrivacy } from '#src/http/idempotency.privacy.ts'
import { type ColumnPrivacy, privacyOf } from '#src/privacy/annotations.ts'
import type { TablePrivacy } from '#src/privacy/declarations.ts'
import { ledgerPrivacy } from '#src/privacy/ledger/ledger.privacy.ts'
import { tables } from '#src/schema/tables.ts'

/** What every table of `src/schema/tables.ts` declares; a table without does not compile. */
export const declarations: Record<keyof typeof tables, TablePrivacy> = {
  ...accountsPrivacy,
  ...secondFactorsPrivacy,
  ...securityPrivacy,
  ...organisationsPrivacy,
  ...directoryPrivacy,
  ...patientsPrivacy,
  ...patientTracesPrivacy,
  ...appointmentsPrivacy,
  ...messagesPrivacy,
  ...auditPrivacy,
  ...usagePrivacy,
  ...keysPrivacy,
  ...idempotencyPrivacy,
  ...relationsPrivacy,
  ...statisticsPrivacy,
  ...billingRowsPrivacy,
  ...retentionPrivacy,
  ...importsPrivacy,
  ...filesPrivacy,
  ...noticePrivacy,
  ...policiesPrivacy,
  ...consentsPrivacy,
  ...agreementsPrivacy,
  ...dataRequestsPrivacy,
  ...publicRequestsPrivacy,
  ...emailChangesPrivacy,
  ...legalHoldsPrivacy,
  ...ledgerPrivacy,
  ...exportsPrivacy,
  ...terminationsPrivacy,
  ...ownershipTransfersPrivacy,
  ...disclosuresPrivacy,
  ...announcementsPrivacy,
  ...reviewsPrivacy,
  ...surveysPrivacy,
}

/** A column with its schema and annotation. */
export interface RegisteredColumn {
  /** camelCase. */
  readonly name: string
  readonly schema: TSchema
  readonly privacy: ColumnPrivacy
}

/** A table as the register knows it: whose rows, how long, and what each column tells of a person. */
export interface RegisteredTable extends TablePrivacy {
  /** The key in `src/schema/tables.ts`. */
  readonly name: string
  readonly columns: readonly RegisteredColumn[]
}

const columnsOf = (table: string, row: TObject): RegisteredColumn[] =>
  Object.entries(row.properties).map(([name, schema]) => {
    const privacy = privacyOf(schema)
    if (!privacy) throw new Error(`${table}.${name} is not annotated: see src/privacy/annotations.ts`)
    return { name, schema, privacy }
  })

/**
 * Joins row schemas with what their tables declare.
 * @throws Error for a column without annotation or a table without declaration
 */
export const joinRegister = (
  rows: Readonly<Record<string, TObject>>,
  declared: Readonly<Record<string, TablePrivacy>>,
): RegisteredTable[] =>
  Object.entries(rows).map(([name, row]) => {
    const privacy = declared[name]
    if (!privacy) throw new Error(`${name} declares nothing: see src/privacy/declarations.ts`)
    return { name, ...privacy, columns: columnsOf(name, row) }
  })

/** The processing register: every table with every column. */
export const register: readonly RegisteredTable[] = joinRegister(tables, declarations)

const tenantTables: ReadonlySet<string> = new Set(
  register
    .filter(({ columns }) => columns.some(({ name }) => name === 'organisationId'))
    .map(({ name }) => name),
)

/** Whether the rows of a table belong to an organisation each; those of the others are the platform's. */
export const isTenant = ({ name }: { readonly name: string }): boolean => tenantTables.has(name)

/** Tables that a person's copy shows, each with the columns that it shows. */
export const exportedTables: readonly (RegisteredTable & { readonly exportAs: string })[] = register.flatMap(
  (table) =>
    table.exportAs === null
      ? []
      : [
          {
            ...table,
            exportAs: table.exportAs,
            columns: table.columns.filter(({ privacy }) => privacy.exportAs !== undefined),
          },
        ],
)

/** Whether a column tells anything of a person. */
export const isPersonal = ({ privacy }: RegisteredColumn): boolean => privacy.category !== 'none'

/** The register's id of a column's sealed values: part of what they are bound to. */
export const fieldId = (table: { name: string }, column: { name: string }): string =>
  `${table.name}.${column.name}`
