import { expect, test } from 'vitest'
import { TABLE, holdsFor, violationsIn } from './import-table.ts'
import { importsOf, modulesIn } from './modules.ts'

const ROOMS = ['shared', 'server', 'client', 'migrations', 'seed', 'scripts', 'e2e', 'bench']

test('nobody imports whom the table does not allow', () => {
  const modules = modulesIn(ROOMS)
  expect(modules.length).toBeGreaterThan(100)
  expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(200)
  expect(violationsIn(modules)).toEqual([])
})

test('every rule of the table looks at something', () => {
  const modules = modulesIn(ROOMS)
  const idle = TABLE.filter((rule) => !modules.some((module) => holdsFor(rule, module)))
  expect(idle.map((rule) => String(rule.room))).toEqual([])
})

test.each([
  ['shared/orders/sums.ts', 'node:fs'],
  ['shared/orders/sums.ts', 'server/deps.ts'],
  ['shared/orders/sums.test.ts', 'server/deps.ts'],
  ['server/orders/settle-orders.ts', 'client/pos/cart.ts'],
  ['server/orders/settle-orders.ts', 'seed/main.ts'],
  ['server/orders/settle-orders.ts', 'e2e/guards/modules.ts'],
  ['server/orders/settle-orders.ts', 'server/inventory/queries.ts'],
  ['server/orders/settle-orders.ts', 'server/inventory/held-queries.ts'],
  ['server/orders/settle-orders.ts', 'server/testing/manual-clock.ts'],
  ['server/orders/routes.ts', 'server/orders/queries.ts'],
  ['server/inventory/routes.ts', 'server/inventory/ledger-queries.ts'],
  ['server/sync/pull.ts', 'server/orders/settle-orders.ts'],
  ['server/app.ts', 'server/orders/queries.ts'],
  ['server/shopify/sandbox/world.ts', 'server/orders/settle-orders.ts'],
  ['server/shopify/sandbox/world.ts', 'shared/basics/money.ts'],
  ['server/shopify/import.ts', 'server/shopify/sandbox/world.ts'],
  ['client/pos/till.ts', 'server/deps.ts'],
  ['client/pos/till.ts', 'rxdb'],
  ['client/pos/till.ts', 'rxdb/plugins/core'],
  ['client/pos/till.ts', 'node:fs'],
  ['client/ui/button.tsx', 'client/pos/cart.ts'],
  ['client/sync/push.ts', 'client/pos/cart.ts'],
  ['client/database/open.ts', 'client/sync/push.ts'],
  ['migrations/0001-core.ts', 'server/database/schema.ts'],
  ['seed/main.ts', 'client/pos/cart.ts'],
  ['scripts/start.mjs', 'kysely'],
])('%s may not import %s', (path, name) => {
  expect(violationsIn([{ path, imports: [name] }])).toHaveLength(1)
})

test.each([
  ['shared/orders/sums.ts', 'zod'],
  ['server/orders/settle-orders.ts', 'server/orders/queries.ts'],
  ['server/orders/settle-orders.ts', 'server/inventory/stock.ts'],
  ['server/collections.ts', 'server/orders/replication.ts'],
  ['server/shopify/sandbox/world.ts', 'server/shopify/sandbox/clock.ts'],
  ['server/shopify/demo/open-demo-shopify.ts', 'server/shopify/sandbox/open-sandbox.ts'],
  ['client/database/open.ts', 'rxdb'],
  ['client/pos/till.ts', 'client/database/open.ts'],
  ['e2e/stories/oversell.e2e.ts', 'server/app.ts'],
  ['bench/main.ts', 'client/database/open.ts'],
])('%s may import %s', (path, name) => {
  expect(violationsIn([{ path, imports: [name] }])).toEqual([])
})

test('imports are found in every form, and nowhere else', () => {
  const code = `
    import './side-effect.ts'
    import one, { type Two } from '../two.ts'
    import type {
      Three,
    } from "three"
    export { four } from './four.ts'
    export * from 'five'
    const six = await import('./six.ts')
    import type * as seven from 'seven/deep'
    // import nothing from './comment.ts'
    /* import './block.ts' */
    const text = 'from here'
    export const url = 'https://example.test'
  `
  expect(importsOf('client/pos/till.ts', code)).toEqual([
    'client/pos/side-effect.ts',
    'client/two.ts',
    'three',
    'client/pos/four.ts',
    'five',
    'client/pos/six.ts',
    'seven/deep',
  ])
})
