import type { DataRequestState } from '#src/features/data-requests/data-requests.schema.ts'

/** From the least advanced on; a run that failed stands where it runs. */
const order: readonly DataRequestState[] = [
  'received',
  'identityCheck',
  'grace',
  'blocked',
  'scheduled',
  'running',
  'failed',
  'verifying',
  'completed',
  'refused',
  'withdrawn',
]

/** The state of a whole request: its least advanced part's. */
export const leastAdvanced = (states: readonly DataRequestState[]): DataRequestState =>
  order.find((state) => states.includes(state)) ?? 'received'

/** Before an erasure begins, and until anything else is answered. */
export const undecidedStates = [
  'received',
  'identityCheck',
  'grace',
  'blocked',
  'scheduled',
] as const satisfies DataRequestState[]
