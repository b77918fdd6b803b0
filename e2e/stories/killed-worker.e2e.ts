import { expect, test } from 'vitest'
import type { BulkOperation, BulkPreview } from '../../shared/bulk/bulk-operation.ts'
import { testShop } from '../../server/testing/test-shop.ts'
import { demoDatabase } from './support/demo-database.ts'
import { serverProcess } from './support/server-process.ts'

const PRODUCTS = 30_000
const database = await demoDatabase()
const shop = await testShop(database)
await database.query(
  `with taken as (select take_positions($1, jsonb_build_array(jsonb_build_array('products', $2::integer))) as before)
   insert into products (tenant_id, id, group_id, group_title, title, variant_title, sku, vendor, category, tags, price,
     tax_rate, status, updated_at, seq)
   select $1, gen_random_uuid(), gen_random_uuid(), 'Shirt', 'Shirt', '', 'S-' || number, 'V', 'C', '{}', 1000,
     2000, 'active', now(), taken.before + number
   from taken, generate_series(1, $2::integer) number`,
  [shop.tenantId, PRODUCTS],
)
// Somebody can log in already, so nothing is seeded.
const server = await serverProcess(database.url)

test('[L6] a server killed in the middle of a bulk operation: another goes on, and no row is done twice or left out', async () => {
  const selection = { kind: 'products', query: { search: '', filters: [], branchId: null }, except: [] }
  const operation = {
    kind: 'price-percent',
    basisPoints: 1_000,
    rounding: { step: 1, way: 'nearest', less: 0 },
  }
  let token = await logIn()
  const { hash } = await ask<BulkPreview>(token, '/bulk-operations/preview', { selection, operation })
  const head = await headOf()
  const { id } = await ask<BulkOperation>(token, '/bulk-operations', { selection, operation, hash })
  await expect.poll(() => doneOf(id), { timeout: 60_000, interval: 5 }).toBeGreaterThan(1_000)
  await server.kill()
  const done = await doneOf(id)
  expect(done).toBeLessThan(PRODUCTS)
  expect(await pricesAt(1_100), 'what is counted is what is committed').toBe(done)

  const began = Date.now()
  await server.start()
  token = await logIn()
  await expect
    .poll(async () => (await ask<BulkOperation>(token, `/bulk-operations/${id}`)).state, {
      // Half a minute until the dead one's job is anybody's, and the rest of the work on a machine that does other things.
      timeout: 200_000,
      interval: 250,
    })
    .toBe('done')
  console.log(`killed after ${done} of ${PRODUCTS}; all done ${Date.now() - began} ms after the next start`)
  expect(await ask<BulkOperation>(token, `/bulk-operations/${id}`)).toMatchObject({
    changed: PRODUCTS,
    failed: 0,
  })
  expect(await pricesAt(1_100)).toBe(PRODUCTS)
  expect(await headOf(), 'one position a row').toBe(head + PRODUCTS)
})

async function logIn(): Promise<string> {
  const { accessToken } = await ask<{ accessToken: string }>('', '/auth/login', {
    email: shop.users.admin.email,
    password: 'demo',
  })
  return accessToken
}

async function ask<Answer>(token: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  expect(answer.ok, text).toBe(true)
  return JSON.parse(text) as Answer
}

const number = async (sql: string, values: unknown[]): Promise<number> =>
  (await database.query<{ number: number }>(sql, values))[0]?.number ?? -1
const doneOf = (id: string) =>
  number('select changed + unchanged + failed as number from bulk_operations where id = $1', [id])
const pricesAt = (price: number) =>
  number('select count(*)::integer as number from products where tenant_id = $1 and price = $2', [
    shop.tenantId,
    price,
  ])
const headOf = () =>
  number('select head::integer as number from log_heads where tenant_id = $1', [shop.tenantId])
