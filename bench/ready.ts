import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './database.ts'
import { median } from './load.ts'
import { startProcess } from './processes.ts'

/**
 * Starts all of the service in one process on an embedded database that was initialised before.
 * @returns seconds from the start of the process to its first 200 of `/health/ready`
 */
export const measureReady = async (rounds: number): Promise<number> => {
  const dataDir = await makeFolder()
  const start = {
    script: 'src/main.ts',
    environment: { DATA_DIR: dataDir },
    log: join(dataDir, 'service.log'),
    readyPath: '/health/ready',
  }
  try {
    await (await startProcess(start)).stop()
    const seconds: number[] = []
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now()
      const running = await startProcess(start)
      seconds.push((performance.now() - begun) / 1000)
      await running.stop()
    }
    return median(seconds)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
