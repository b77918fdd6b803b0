import pg from 'pg'
import { pino } from 'pino'
import { openDatabase } from '../../server/database/database.ts'
import type { Deps } from '../../server/deps.ts'
import { keepDays } from '../../server/velocity/keep-days.ts'
import { passVelocity } from '../../server/velocity/pass-velocity.ts'
import type { Figure } from '../figure.ts'
import { rounded } from '../figure.ts'
import type { World } from '../world/open-world.ts'
import { openChain } from './fill.ts'
import type { Chain } from './fill.ts'

const TARGET = 5

/**
 * velocity.nightly: seconds to foretell every product of every branch from ninety days of orders and to tell every
 * shelf, beside the plain mean of the same days by one statement that does so. Both write every shelf, each with a
 * position of its own: the mean in one commit, the night in commits of 500.
 */
export async function measureVelocity(world: World, quick: boolean): Promise<Figure[]> {
  const size = { branches: quick ? 2 : 10, products: quick ? 25_000 : 50_000, days: 90 }
  const chain = await openChain(world.owner, size)
  const database = openDatabase({ url: world.url, maxConnections: 4, statementTimeout: 300_000 })
  const deps = depsOf(database)
  try {
    const db = database.tenant(chain.tenantId)
    const reading = await seconds(() => keepDays(db, chain.tenantId, { rows: 10_000 }))
    await world.owner.query('vacuum (analyze) daily_sales, branch_days, stock_levels')
    await world.owner.query('checkpoint')
    const night = await seconds(() => passOver(deps, chain))
    await assertTold(world.owner, chain)
    // The next night: nothing moved but the calendar, which is what most of a catalogue does between two nights.
    await world.owner.query('update velocity_nights set day = day - 1')
    const next = await seconds(() => passOver(deps, chain))
    // The night left room in the table's pages, which is the mean's gain.
    await world.owner.query('vacuum (analyze) stock_levels')
    await world.owner.query('checkpoint')
    const mean = await tellMeans(world.url, chain)
    const readOnly = await meanAlone(world.url, chain)
    return [
      {
        id: 'velocity.nightly',
        value: rounded(night),
        unit: 's',
        baseline: rounded(mean),
        ratio: rounded(night / mean),
        target: `≤ ${TARGET} ×`,
        met: night / mean <= TARGET,
        note:
          `${size.products} products × ${size.branches} branches, ${chain.sales} sold lines in ${size.days} days; every shelf is written by both. ` +
          `A night on which no shelf changes: ${rounded(next)} s, beside ${rounded(readOnly)} s for the mean that is only read (${rounded(next / readOnly)} ×). ` +
          `Reading the whole ledger into days once, which a running shop does sale by sale: ${rounded(reading)} s`,
      },
    ]
  } finally {
    await database.close()
  }
}

function passOver(deps: Deps, { tenantId }: Chain): Promise<unknown> {
  return passVelocity(deps, { data: { tenantId }, signal: new AbortController().signal })
}

/** Of what a process is made of, what a pass uses. */
function depsOf(database: Deps['database']): Deps {
  return {
    database,
    now: () => Date.now(),
    news: { logMoved: () => {} },
    logger: pino({ level: 'silent' }),
  } as unknown as Deps
}

const MEANS = `
  select branch_id, product_id, -sum(delta) / 90.0 as mean
  from stock_movements
  where tenant_id = $1 and reason = 'sale' and created_at >= date_trunc('day', now()) - interval '90 days'
  group by branch_id, product_id`

/** What one would write by hand: the mean of every product, every shelf, every position, one statement, one commit. */
async function tellMeans(url: string, { tenantId, branches, products }: Chain): Promise<number> {
  return asApp(url, tenantId, async (client) => {
    await client.query('begin')
    const taken = await client.query<{ before: string }>('select take_positions($1, $2) as before', [
      tenantId,
      JSON.stringify([['stockLevels', branches * products]]),
    ])
    const { rowCount } = await client.query(
      `with means as (${MEANS}), every as (
         select l.branch_id, l.product_id, coalesce(m.mean, 0) as mean, row_number() over () as place
         from stock_levels l
         left join means m on m.branch_id = l.branch_id and m.product_id = l.product_id
         where l.tenant_id = $1)
       update stock_levels s set velocity = e.mean, days_remaining = s.on_hand / nullif(e.mean, 0), updated_at = now(),
         seq = $2::bigint + e.place
       from every e
       where s.tenant_id = $1 and s.branch_id = e.branch_id and s.product_id = e.product_id`,
      [tenantId, Number(taken.rows[0]?.before)],
    )
    await client.query('commit')
    if (rowCount !== branches * products) throw new Error(`the mean was told to ${rowCount} shelves`)
  })
}

async function meanAlone(url: string, { tenantId }: Chain): Promise<number> {
  return asApp(url, tenantId, async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from (${MEANS}) m`, [tenantId])
    if (Number(rows[0]?.count) === 0) throw new Error('there was nothing to take the mean of')
  })
}

async function asApp(
  url: string,
  tenantId: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c role=omnisync_app -c jit=off' })
  await client.connect()
  await client.query("select set_config('app.tenant_id', $1, false)", [tenantId])
  try {
    return await seconds(() => work(client))
  } finally {
    await client.end()
  }
}

/** Every product that was sold has a pace, and the sum of the paces is about what a day sells. */
async function assertTold(owner: pg.Pool, { tenantId, days, sales }: Chain): Promise<void> {
  const { rows } = await owner.query<{ shelves: string; pace: number; sold: string }>(
    `select count(*) as shelves, sum(velocity) as pace,
       (select count(*) from (select from daily_sales where tenant_id = $1 group by branch_id, product_id) d) as sold
     from stock_levels where tenant_id = $1 and velocity is not null`,
    [tenantId],
  )
  const [{ shelves, pace, sold } = { shelves: '0', pace: 0, sold: '-1' }] = rows
  if (shelves !== sold) throw new Error(`${shelves} shelves were told, of ${sold} that sold`)
  const off = pace / ((sales / days) * (16 / 15))
  if (off < 0.8 || off > 1.25) throw new Error(`the paces add up to ${off} of what was sold`)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1_000
}
