import type pg from 'pg'
import type { Test } from 'tap'
import { closePools, openPools, type Pools } from '#src/db/connect.ts'
import type { TestDatabase } from '#test/helpers/database.ts'

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: PlanNode[]
}

/** One statement as the server ran it, those inside functions included. */
export interface Explained {
  text: string
  plan: PlanNode
}

/** Pools that work as the application login while the server tells the plan of every statement that it runs. */
export interface ExplainedPools {
  pools: Pools
  /** Runs something and answers the plans of what it ran. */
  explain(run: () => Promise<unknown>): Promise<Explained[]>
}

const settings = `
  load 'auto_explain';
  set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on; set auto_explain.log_timing = off;
  set auto_explain.log_nested_statements = on; set auto_explain.log_format = 'json'; set auto_explain.log_level = 'notice';
  set session authorization praxis_app`

/**
 * Opens such pools. The server's module that tells plans is loaded by a superuser, who then becomes the application
 * login: what runs is the application's own code under the application's own policies.
 */
export const openExplainedPools = (t: Test, database: TestDatabase): ExplainedPools => {
  const pools = openPools(database.superuserUrl, { statementNames: true })
  const explained: Explained[] = []
  const listen = (client: pg.PoolClient) => {
    client.on('notice', ({ message }) => {
      const json = /^duration: [\d.]+ ms {2}plan:\n(\{.*\})$/s.exec(message ?? '')?.[1]
      if (!json) return
      const { 'Query Text': text, Plan: plan } = JSON.parse(json)
      explained.push({ text, plan })
    })
    // Goes out before whatever the client is taken for.
    client.query(settings).catch(() => {})
  }
  for (const pool of [pools.api, pools.worker, pools.trail]) pool.on('connect', listen)
  t.teardown(() => closePools(pools))
  return {
    pools,
    async explain(run) {
      explained.length = 0
      await run()
      return [...explained]
    },
  }
}

const scans = (node: PlanNode): PlanNode[] => [
  ...(node['Relation Name'] || node['Index Name'] ? [node] : []),
  ...(node.Plans ?? []).flatMap(scans),
]

const touched = (node: PlanNode): number =>
  ((node['Actual Rows'] ?? 0) +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0)) *
  (node['Actual Loops'] ?? 1)

/**
 * What is wrong with plans: a sequential scan of a table that grows, or an index scan that reads far more rows than
 * it answers.
 * @param growing tables of which a scan from end to end is a fault
 */
export const planFaults = (
  plans: readonly Explained[],
  growing: ReadonlySet<string>,
  most: number,
): string[] =>
  plans.flatMap(({ text, plan }) =>
    scans(plan).flatMap((node) => {
      const relation = node['Relation Name'] ?? node['Index Name'] ?? ''
      const place = `${node['Node Type']} of ${relation}${node['Index Name'] ? ` by ${node['Index Name']}` : ''}`
      const statement = text.replace(/\s+/g, ' ').trim().slice(0, 120)
      if (node['Node Type'] === 'Seq Scan' && growing.has(relation))
        return [`${place}: no index serves: ${statement}`]
      return touched(node) > most ? [`${place} reads ${Math.round(touched(node))} rows: ${statement}`] : []
    }),
  )
