import pg from 'pg'
import type { EmbeddedPostgres } from '../../server/database/embedded-postgres.ts'
import type { ServerProcess } from '../stories/support/server-process.ts'

export type Breakable = { nodes: readonly ServerProcess[]; postgres: EmbeddedPostgres }

/** What was broken, by kind and count: a run that broke nothing has proved nothing. */
export type Broken = Record<'node killed' | 'node frozen' | 'Postgres killed' | 'old transaction', number>

/** Killed more often, Postgres is started again with pauses: that is tested beside it, and would only cost time here. */
const POSTGRES_REST_MS = 31_000
let postgresKilledAt = 0

/**
 * Breaks one thing after the other until told to stop, each at a moment of chance, and leaves everything running.
 *
 * @param chance numbers from 0 to 1
 */
export async function breakThings(
  { nodes, postgres }: Breakable,
  { until, chance }: { until: number; chance: () => number },
): Promise<Broken> {
  const broken: Broken = { 'node killed': 0, 'node frozen': 0, 'Postgres killed': 0, 'old transaction': 0 }
  const kinds = Object.keys(broken) as (keyof Broken)[]
  const held: Promise<void>[] = []
  let turn = 0
  while (Date.now() < until) {
    await sleep(200 + 1_000 * chance())
    const node = nodes[Math.floor(chance() * nodes.length)]
    // Each kind in turn, so that a short run has all of them.
    const kind = kinds[turn % kinds.length]
    if (!node || !kind) continue
    if (kind === 'Postgres killed' && Date.now() - postgresKilledAt < POSTGRES_REST_MS) {
      turn += 1
      continue
    }
    broken[kind] += 1
    turn += 1
    if (kind === 'node killed') await killNode(node, 600 * chance())
    else if (kind === 'node frozen') await freeze(node, 300 + 2_000 * chance())
    else if (kind === 'old transaction') held.push(holdTransaction(postgres.url, 4_000 * chance()))
    else {
      postgresKilledAt = Date.now()
      process.kill(postgres.pid(), 'SIGKILL')
    }
  }
  await Promise.all(held)
  return broken
}

async function killNode(node: ServerProcess, downForMs: number): Promise<void> {
  await node.kill()
  await sleep(downForMs)
  // Postgres may be just starting again.
  for (;;) {
    const isUp = await node.start().then(
      () => true,
      () => false,
    )
    if (isUp) return
    await sleep(300)
  }
}

async function freeze(node: ServerProcess, forMs: number): Promise<void> {
  node.freeze()
  await sleep(forMs)
  node.wake()
}

/** A transaction of somebody else that wrote something and stays open: no cursor may wait for it or jump over it. */
async function holdTransaction(url: string, forMs: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin; create table left_open (id integer); select pg_current_xact_id()')
    await sleep(forMs)
  } catch {
    // Postgres was killed meanwhile, and the transaction with it.
  } finally {
    await client.end().catch(() => {})
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
