import closeWithGrace from 'close-with-grace'
import { type Config, ConfigError, clearSecrets, loadConfig } from '#src/config.ts'
import { openLog } from '#src/deps.ts'
import { drain, isTask, type Mode, modes, type Service, type StartWorkers, start } from '#src/service.ts'
import { verifyCertificateFile } from '#src/verify-certificate.ts'

/** After this long a drain gives up; whoever supervises the process should wait a little longer. */
const longestDrain = 30_000

/** npm passes on what its process group has heard already: two signals so close together are one. */
const echo = 1_000

const complain = (line: string) => process.stderr.write(`praxis: ${line}\n`)

const modeOf = (argument: string | undefined): Mode => {
  if (argument === undefined) return 'all'
  const mode = modes.find((known) => known === argument)
  if (!mode) throw new ConfigError(`${argument}: no such command; there are ${modes.join(', ')}`)
  return mode
}

/** What an operator can act on, in one line; a fault of ours with its stack. */
const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof ConfigError) return error.message
  return code ? `${error.message || error.name} (${code})` : (error.stack ?? error.message)
}

/** A fault of a running service: no message, as a library may have put somebody's data into it (S65). */
const explainCrash = (error: Error): string => {
  if (error instanceof ConfigError) return error.message
  const { code } = error as NodeJS.ErrnoException
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return [code ? `${error.name} (${code})` : error.name, ...frames].join('\n')
}

const stopSignals: ('SIGTERM' | 'SIGINT')[] = ['SIGTERM', 'SIGINT']

const onStop = (stop: () => void) => {
  let heard: number | null = null
  const hear = (signal: NodeJS.Signals) => {
    if (heard === null) {
      heard = performance.now()
      stop()
    } else if (performance.now() - heard > echo) {
      complain(`second ${signal}, ends at once`)
      process.exit(1)
    }
  }
  for (const signal of stopSignals) process.on(signal, hear)
}

/** Starts, and drains at a signal, a crash or the end of the work; resolves while the service runs. */
const live = async (
  mode: Mode,
  config: Config,
  startWorkers: StartWorkers,
  options: readonly string[],
): Promise<void> => {
  const log = openLog(config)
  const service: Service = {}
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  const crash = (error: Error) =>
    void setImmediate(() => {
      throw error
    })
  const started = start(mode, config, service, { log, startWorkers, options, say, crash }).then(
    () => true,
    (error: unknown) => {
      complain(explain(error))
      return false
    },
  )
  let running = false
  let ending = false
  let drained: Promise<void> | null = null
  const end = () => (drained ??= drain(service))

  const graceful = { delay: longestDrain, logger: { error: complain }, skip: stopSignals }
  const grace = closeWithGrace(graceful, async ({ err }) => {
    ending = true
    if (err) complain(running ? explainCrash(err) : explain(err))
    // Half of a start cannot be taken back, so it comes to its end first, unless a fault keeps it from that.
    else await started
    await end()
  })
  onStop(grace.close)
  running = await started
  if (ending || (running && !isTask(mode))) return
  await end().catch((error: unknown) => complain(explain(error)))
  process.exit(running ? 0 : 1)
}

/**
 * Runs the process from its start to its end. What stops the start is one line on standard error and exit code 1;
 * at SIGTERM and SIGINT what runs is finished, then it exits with 0.
 * @param argument nothing for all in one process, or the name of a part
 * @param options what follows it
 * @param environment read once; its secrets are taken out of it
 */
export const run = async (
  argument: string | undefined,
  environment: NodeJS.ProcessEnv,
  startWorkers: StartWorkers,
  options: readonly string[] = [],
): Promise<void> => {
  try {
    const mode = modeOf(argument)
    // Whoever checks a certificate has no service and needs none.
    if (mode === 'certificate:verify')
      return verifyCertificateFile(options, (text) => void process.stdout.write(`${text}\n`))
    const config = loadConfig(environment)
    clearSecrets(environment)
    await live(mode, config, startWorkers, options)
  } catch (error) {
    complain(explain(error))
    process.exit(1)
  }
}
