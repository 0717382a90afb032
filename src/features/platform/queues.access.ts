import { platform } from '#src/access/access.ts'

/** The operator sees what the queue holds, and starts failed jobs again. */
export const queuesAccess = { read: platform(), replay: platform() }
