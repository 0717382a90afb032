import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTypes, { astToString } from 'openapi-typescript'
import { buildApp } from '#src/app.ts'
import { closePools } from '#src/db/connect.ts'
import { accessTable, type Paths } from './access-table.ts'
import { contractDeps } from './contract-deps.ts'

/** What a client made with openapi-fetch is typed by: our own tests and journeys use it as anybody would. */
const clientTypes = async (contract: string): Promise<string> =>
  `// Generated from the contract by \`npm run contract\`.\n${astToString(await openapiTypes(contract))}`

const generate = async (): Promise<Record<string, string>> => {
  const deps = await contractDeps()
  const app = await buildApp(deps)
  try {
    await app.ready()
    const contract = app.swagger()
    return {
      'openapi.json': `${JSON.stringify(contract, null, 2)}\n`,
      'access.md': accessTable((contract.paths ?? {}) as Paths),
      'client.d.ts': await clientTypes(JSON.stringify(contract)),
    }
  } finally {
    await app.close()
    await closePools(deps.db)
  }
}

const pathOf = (name: string) => join(import.meta.dirname, name)

/** `npm run contract` writes the contract and the table; with `--check` it compares them byte by byte. */
const check = process.argv.includes('--check')
for (const [name, text] of Object.entries(await generate())) {
  if (!check) await writeFile(pathOf(name), text)
  else if ((await readFile(pathOf(name), 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`openapi/${name} is not what the routes say; repair it with: npm run contract\n`)
    process.exitCode = 1
  }
}
