import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import type { ManualClock } from './manual-clock.ts'
import { testDatabase } from './test-database.ts'
import type { TestDatabase } from './test-database.ts'
import { testLane } from './test-lane.ts'
import type { TestLane } from './test-lane.ts'
import { testNode } from './test-node.ts'
import { testShop } from './test-shop.ts'
import type { TestShop } from './test-shop.ts'

/** A fresh shop: an admin's lane, and two lanes of the cashier, all at Downtown. */
export type OpenShop = { shop: TestShop; admin: TestLane; till: TestLane; other: TestLane }

export type TestBusiness = {
  database: TestDatabase
  app: App
  deps: Deps
  clock: ManualClock
  /** Empties the database, lets a minute pass and opens a shop anew: for before each test. */
  openShop(): Promise<OpenShop>
  /** The position that the log of a business has reached. */
  headOf(tenantId: string): Promise<number>
  count(table: string): Promise<number>
}

/** One node over a database of the file's own: what most tests of replication begin with. */
export async function testBusiness(): Promise<TestBusiness> {
  const database = await testDatabase()
  const { app, clock, deps } = await testNode(database.url)
  const number = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await database.query<{ number: number }>(sql, values))[0]?.number ?? -1
  return {
    database,
    app,
    deps,
    clock,
    async openShop() {
      await database.empty()
      clock.advance(60_000)
      const shop = await testShop(database)
      const admin = await testLane(app, shop, 'admin')
      const till = await testLane(app, shop, 'cashier')
      const other = await testLane(app, shop, 'cashier')
      return { shop, admin, till, other }
    },
    headOf: (tenantId) =>
      number('select head::integer as number from log_heads where tenant_id = $1', [tenantId]),
    count: (table) => number(`select count(*)::integer as number from ${table}`),
  }
}
