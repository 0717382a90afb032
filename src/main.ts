import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import type { StartWorkers } from '#src/service.ts'

// A password hash takes a whole thread (`SECURITY.md` S4). The pool reads its size when it is first used, so this
// comes before anything is loaded.
if (!(Number(process.env.UV_THREADPOOL_SIZE) >= 8)) process.env.UV_THREADPOOL_SIZE = '8'

// Saves a third of the start. Not where Node puts it by itself: in a shared folder anybody could plant code.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))

const { run } = await import('#src/run.ts')

// Whoever answers requests alone does without what jobs need.
const startWorkers: StartWorkers = async (deps) => (await import('#workers/main.ts')).startWorkers(deps)

await run(process.argv[2], process.env, startWorkers, process.argv.slice(3))
