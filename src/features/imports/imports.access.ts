import { organisation } from '#src/access/access.ts'

const importers = organisation({ org_admin: 'organisation', practitioner: 'organisation' })

/** Who runs the practice or treats in it may bring its patients along. */
export const importsAccess = { read: importers, write: importers }
