import { type Static, Type } from '@sinclair/typebox'
import { component } from '#src/schema/components.ts'
import { closed, Timestamp } from '#src/schema/primitives.ts'

const Count = Type.Integer({ minimum: 0 })

/** The backups that there are, newest first. */
export const Backups = component(
  'Backups',
  closed({
    data: Type.Array(
      closed({
        file: Type.String({
          maxLength: 64,
          description: 'Name in `BACKUP_DIR`; `npm run restore` takes it.',
        }),
        createdAt: Timestamp,
        checkedAt: { ...Timestamp, description: 'When it had been read back and compared.' },
        expiresAt: { ...Timestamp, description: 'When it is deleted: seven days after it was made.' },
        bytes: Count,
        rows: Count,
        tables: Count,
        ledgerPosition: {
          ...Count,
          description:
            'What was taken away behind this place of the ledger is taken away again by a restore.',
        },
      }),
      { maxItems: 100 },
    ),
  }),
)
export type Backups = Static<typeof Backups>
