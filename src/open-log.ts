import { type Logger, pino } from 'pino'
import type { Config } from '#src/config.ts'

const mostWaiting = 4_096
const longestWaiting = 200

const error = pino.levels.values.error as number

// A write for each line took a tenth of what a read of a patient costs. What tells of a fault waits for nothing.
const openStandardOutput = () => {
  const output = pino.destination({ dest: 1, sync: true, minLength: mostWaiting })
  // `flushSync` would wait for the disk as well.
  setInterval(() => output.flush(), longestWaiting).unref()
  process.on('exit', () => output.flushSync())
  return {
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      output.write(line)
      if (this.lastLevel >= error) output.flush()
    },
  }
}

/**
 * The process's log: JSON lines on standard output, fields by allow-list at each call. Lines wait up to 200 ms for
 * others to be written with; errors do not, and the end of the process writes what waits.
 */
export const openLog = ({ logLevel: level }: Pick<Config, 'logLevel'>): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: {} }, openStandardOutput())
