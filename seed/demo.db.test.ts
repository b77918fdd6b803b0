import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../server/testing/test-database.ts'
import { fitsHash } from '../server/users/hash-password.ts'
import { seedDemo } from './demo.ts'
import type { SeedOptions } from './demo.ts'
import { tellHistory } from './history/tell.ts'
import { makeWorld } from './history/world.ts'
import { SeedSize } from './options.ts'

const database = await testDatabase()
beforeEach(() => database.empty())

const now = Date.UTC(2026, 3, 20, 14, 30)
const small: SeedOptions = {
  mode: 'test',
  products: 200,
  orders: 400,
  branches: 2,
  customers: 80,
  days: 30,
  seed: 1,
  now,
  timeZone: 'UTC',
  secret: 'a secret that only the tests know',
}
const synced = ['branches', 'products', 'customers', 'orders', 'stock_movements', 'stock_levels']

async function one<Row extends Record<string, unknown>>(sql: string): Promise<Row> {
  const [row] = await database.query<Row>(sql)
  if (!row) throw new Error(`no row: ${sql}`)
  return row
}

/** Every row that was written, but for what is new each time. */
async function rows(): Promise<unknown> {
  const tables = ['tenants', 'users', 'devices', 'device_users', 'dead_letters', 'audit_log', ...synced]
  const texts = tables.map((table) => `select '${table}' as name, t::text as content from ${table} t`)
  return database.query(`${texts.join(' union all ')} order by 1, 2`)
}

test('[O4] on-hand is the sum of the movements at every shelf, and each balance is the sum until then', async () => {
  const outcome = await seedDemo(database.url, small)
  expect(outcome).toMatchObject({
    kind: 'seeded',
    counts: { products: 200, stockLevels: 400, deadLetters: 5 },
  })
  expect(
    await one(
      `select count(*)::int as shelves, count(*) filter (where l.on_hand = 0)::int > 0 as some_empty,
         count(*) filter (where l.on_hand is distinct from m.sum)::int as wrong
       from stock_levels l
       full join (select branch_id, product_id, sum(delta) as sum from stock_movements group by 1, 2) m
         using (branch_id, product_id)`,
    ),
  ).toEqual({ shelves: 400, some_empty: true, wrong: 0 })
  expect(
    await one(
      `select count(*)::int > 1000 as many, count(*) filter (where balance <> reached)::int as wrong
       from (select balance, sum(delta) over (partition by branch_id, product_id order by seq) as reached
             from stock_movements) entries`,
    ),
  ).toEqual({ many: true, wrong: 0 })
  expect(
    await one(
      `select l.on_hand from stock_levels l join products p on p.id = l.product_id join branches b on b.id = l.branch_id
       where p.title = 'Linen Shirt — White / M' and b.code = 'DT'`,
    ),
  ).toEqual({ on_hand: 1 })
})

test('[L1] every row has a position of its own, in the order of events, and the log knows the newest of each', async () => {
  await seedDemo(database.url, small)
  const all = synced.map((table) => `select seq from ${table}`).join(' union all ')
  const { head, ...seen } = await one<{ head: string; newest: string; twice: boolean }>(
    `select max(seq) as newest, count(*) <> count(distinct seq) as twice, (select head from log_heads) as head
     from (${all}) positions`,
  )
  expect(seen).toEqual({ newest: head, twice: false })
  const { collections } = await one<{ collections: Record<string, number> }>(
    'select collections from log_heads',
  )
  const names = ['branches', 'products', 'customers', 'orders', 'stockMovements', 'stockLevels']
  for (const [at, name] of names.entries()) {
    const { newest } = await one<{ newest: string }>(`select max(seq) as newest from ${synced[at]}`)
    expect(collections[name], name).toBe(Number(newest))
  }
  expect(
    await one(
      `select count(*) filter (where o.created_at < before)::int as wrong
       from (select created_at, lag(created_at) over (order by seq) as before from stock_movements) o`,
    ),
  ).toEqual({ wrong: 0 })
})

test('[L6] no transaction wrote more than 500 synced rows', async () => {
  await seedDemo(database.url, small)
  const all = synced.map((table) => `select xmin::text as by from ${table}`).join(' union all ')
  const commits = await database.query<{ rows: number }>(
    `select count(*)::int as rows from (${all}) written group by by order by 1 desc`,
  )
  expect(commits.length).toBeGreaterThan(5)
  expect(commits[0]?.rows).toBeLessThanOrEqual(500)
})

test('[O3] an order and its movements are of one transaction', async () => {
  await seedDemo(database.url, small)
  expect(
    await one(
      `select count(*)::int > 500 as many, count(*) filter (where m.xmin::text <> o.xmin::text)::int as apart
       from stock_movements m join orders o on o.id = m.order_id`,
    ),
  ).toEqual({ many: true, apart: 0 })
})

test('what is stored is what was told, column by column', async () => {
  await seedDemo(database.url, small)
  const { mode, now: until = now, timeZone = 'UTC', secret = null, ...size } = small
  const told = [...tellHistory(makeWorld(SeedSize.parse(size), until, timeZone, secret))]
  const tables = {
    branches: 'branches',
    products: 'products',
    customers: 'customers',
    orders: 'orders',
    stockMovements: 'stock_movements',
  }
  for (const [collection, table] of Object.entries(tables)) {
    const stored = await database.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) - '{tenant_id,payload_hash,deleted,seq}'::text[] as row from ${table} t order by seq`,
    )
    const documents = told.flatMap((each) =>
      each.entries.filter((entry) => entry.collection === collection).map((entry) => entry.document),
    )
    expect(stored.length, table).toBeGreaterThan(1)
    expect(stored.map(({ row }) => asDocument(row))).toEqual(documents.map(asStored))
  }
})

test('people can log in, each cashier has signed in on the lanes they sold on', async () => {
  await seedDemo(database.url, small)
  const people = await database.query<{
    email: string
    role: string
    code: string | null
    password: string
    pin: string
  }>(
    `select u.email, u.role, b.code, u.password_hash as password, u.pin_hash as pin
     from users u left join branches b on b.id = u.branch_id order by u.pin_hash, u.email`,
  )
  expect(people.map(({ email, role, code }) => [email, role, code].join(' ').trim()).toSorted()).toEqual([
    'admin@demo.test ADMIN',
    'cashier2@demo.test STAFF RV',
    'cashier@demo.test STAFF DT',
    'support@demo.test SUPPORT',
  ])
  const pins = {
    'admin@demo.test': '1111',
    'support@demo.test': '2222',
    'cashier@demo.test': '3333',
    'cashier2@demo.test': '4444',
  }
  for (const { email, password, pin } of people) {
    expect(await fitsHash('demo', password)).toBe(true)
    expect(await fitsHash(pins[email as keyof typeof pins], pin)).toBe(true)
  }
  expect(
    await one(
      `select count(*)::int > 300 as many,
         count(*) filter (where d.id is null or s.user_id is null)::int as strangers,
         count(*) filter (where u.role = 'STAFF' and u.branch_id <> o.branch_id)::int as elsewhere,
         count(*) filter (where u.role = 'STAFF')::int > 200 as mostly_staff
       from orders o
       join users u on u.id = o.cashier_id
       left join devices d on d.id = o.device_id and d.branch_id = o.branch_id
       left join device_users s on s.device_id = o.device_id and s.user_id = o.cashier_id`,
    ),
  ).toEqual({ many: true, strangers: 0, elsewhere: 0, mostly_staff: true })
})

test('demo logins never come into production, unless they are forced to', async () => {
  const refused = { kind: 'refused', because: 'production' }
  expect(await seedDemo(database.url, { ...small, mode: 'production' })).toEqual(refused)
  expect(await seedDemo(database.url, { ...small, mode: 'production', reset: true })).toEqual(refused)
  expect(await rows()).toEqual([])
  expect(await seedDemo(database.url, { ...small, mode: 'production', force: true })).toMatchObject({
    kind: 'seeded',
  })
})

test('a business that is there is left alone, unless it is to be reset', async () => {
  await database.query(
    `insert into tenants (id, name, currency, time_zone, created_at)
     values ('01900000-0000-7000-8000-000000000001', 'Somebody', 'EUR', 'UTC', now())`,
  )
  expect(await seedDemo(database.url, small)).toEqual({ kind: 'refused', because: 'taken' })
  expect(await one('select name from tenants')).toEqual({ name: 'Somebody' })
  expect(await seedDemo(database.url, { ...small, reset: true })).toMatchObject({ kind: 'seeded' })
  expect(await database.query('select name from tenants')).toEqual([{ name: 'Demo Outfitters' }])
})

test('a seed that was interrupted is begun anew; until it is whole nobody can log in', async () => {
  const interrupted = { ...small, onProgress: stopAt(0.5) }
  await expect(seedDemo(database.url, interrupted)).rejects.toThrow('stopped')
  expect(
    await one(
      'select (select count(*)::int from products) as products, (select count(*)::int from users) as people',
    ),
  ).toEqual({ products: 200, people: 0 })
  expect(await seedDemo(database.url, small)).toMatchObject({ kind: 'seeded', counts: { products: 200 } })
  expect(await one('select count(*)::int as tenants from tenants')).toEqual({ tenants: 1 })
})

test('[E1] the same seed writes the same rows, under an epoch of its own; another seed writes others', async () => {
  await seedDemo(database.url, small)
  const first = await rows()
  const { epoch } = await one<{ epoch: string }>('select epoch from log_heads')
  await seedDemo(database.url, { ...small, reset: true })
  expect(await rows()).toEqual(first)
  expect((await one<{ epoch: string }>('select epoch from log_heads')).epoch).not.toBe(epoch)
  await seedDemo(database.url, { ...small, seed: 2, reset: true })
  expect(await rows()).not.toEqual(first)
})

test('two nodes that start together fill one shop', async () => {
  const outcomes = await Promise.all([seedDemo(database.url, small), seedDemo(database.url, small)])
  expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual(['refused', 'seeded'])
})

/** A row under the names of the wire, its times as the wire writes them. */
function asDocument(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const name = column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())
      return [name, name.endsWith('At') && typeof value === 'string' ? new Date(value).toISOString() : value]
    }),
  )
}

/** Without what a table does not hold: a stored row is neither deleted nor rejected, and has a position. */
function asStored({ ...document }: Record<string, unknown>): Record<string, unknown> {
  for (const name of ['seq', '_deleted', 'rejection']) delete document[name]
  return document
}

function stopAt(share: number): NonNullable<SeedOptions['onProgress']> {
  return (progress) => {
    if (progress.share >= share) throw new Error('stopped')
  }
}
