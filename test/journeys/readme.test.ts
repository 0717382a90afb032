import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { until } from '#test/helpers/until.ts'

const root = join(import.meta.dirname, '../..')
const shownAt = 'http://127.0.0.1:3000'

// On a busy machine the service sheds load; whoever calls does as its answer says.
const patience = `curl() {
  local answer
  until answer=$(command curl "$@"); do
    if [[ $answer != *overloaded* ]]; then echo "$answer"; return 22; fi
    sleep 1
  done
  echo "$answer"
}
`

/** The shell commands of the README's tour. */
const tour = async (): Promise<string> => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const block = /<!-- tour -->\n```sh\n([\s\S]*?)```\n<!-- \/tour -->/.exec(readme)?.[1]
  if (!block?.includes(shownAt)) throw new Error('README.md has no tour')
  return block
}

/** `npm start` in an empty folder, with nothing of our environment but the shortest password hash. */
const startService = async (t: Test, folder: string) => {
  const service = spawn(process.execPath, ['--disable-proto=delete', join(root, 'src/main.ts')], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', PORT: '0', LOG_LEVEL: 'warn', PASSWORD_HASH_COST: '10' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(service, 'exit')
  t.teardown(async () => {
    service.kill('SIGTERM')
    await ended
  })
  let said = ''
  for (const stream of [service.stdout, service.stderr]) stream.on('data', (chunk) => (said += chunk))
  await until('the service is ready', () => /ready at/.test(said) || service.exitCode !== null, 60_000)
  const found = (pattern: RegExp) => {
    const value = pattern.exec(said)?.[1]
    if (!value) throw new Error(`the service said: ${said}`)
    return value
  }
  return { base: found(/ready at (\S+)/), password: found(/password\s+(\S+)/) }
}

const emptyFolder = async (t: Test): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'praxis-readme-')))
  // As root PostgreSQL runs as somebody else, who must be able to enter.
  await chmod(folder, 0o711)
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const bash = async (script: string, folder: string, environment: Record<string, string>) => {
  const shell = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
  const [[code], out, err] = await Promise.all([once(shell, 'exit'), text(shell.stdout), text(shell.stderr)])
  return { code, out, err }
}

const installed = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0)

t.test(
  "the README's tour runs as it stands, from the first start on",
  { skip: installed ? false : 'bash or curl is not installed here' },
  async (t) => {
    const folder = await emptyFolder(t)
    const { base, password } = await startService(t, folder)
    const script = `${patience}${(await tour()).replace(shownAt, base)}`
    const { code, out, err } = await bash(script, folder, { ADMIN_PASSWORD: password })
    t.equal(code, 0, err)
    const answers = out.split('\n').filter((line) => line.startsWith('{'))
    const parsed = answers.map((line) => JSON.parse(line))
    const cancelled = parsed.find(({ status }) => status === 'cancelled')
    t.match(cancelled, { version: 3, cancelledBy: 'patient' })
    t.match(parsed[parsed.indexOf(cancelled) + 1], {
      data: [{ status: 'cancelled', organisationName: 'Kliniken' }],
    })
    const [asked, form, given, read, summary, own] = parsed.slice(-6)
    t.match(asked, { data: [{ state: 'scheduled' }] })
    t.match(form, { state: 'open', practitioner: 'Elin Öberg', language: 'sv' })
    const said = { score: 9, aspects: { friendliness: 5 }, text: 'I was listened to.' }
    t.match(given, said)
    t.match(read, { data: [{ ...said, reviewer: { firstName: 'Pia' } }] })
    t.match(summary, { invited: 1, answered: 1, mean: 9, netPromoterScore: { value: 100 } })
    t.match(own, { data: [{ ...said, organisationId: String }] })
    const mails = await readdir(join(folder, '.data/mail'))
    const texts = await Promise.all(mails.map((name) => readFile(join(folder, '.data/mail', name), 'utf8')))
    t.ok(
      texts.some((mail) => /method=CANCEL/i.test(mail)),
      'a calendar entry takes the visit back',
    )
  },
)
