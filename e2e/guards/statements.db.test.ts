import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import type {} from '../../server/devices/sync-log.ts'
import { testBusiness } from '../../server/testing/test-business.ts'
import { testLane, testMovement, testProduct, testSale } from '../../server/testing/test-lane.ts'
import { collectionNames } from '../../shared/sync/collections.ts'

// What a clock would send between two steps is sent at the step that looks at it.
vi.useFakeTimers({ toFake: ['setInterval'] })
const { app, openShop } = await testBusiness()
afterAll(() => vi.useRealTimers())

const at = '2026-01-01T00:00:00.000Z'
/** What every transaction sends. */
const OF_ALL = /^(begin|commit|rollback|select set_config)/

/** Writes down what the server's own connections send, each statement at the step that sends it first. */
function watchStatements() {
  const steps: { name: string; statements: string[] }[] = []
  const known = new Set<string>()
  const real = pg.Client.prototype.query as (...args: unknown[]) => unknown
  pg.Client.prototype.query = function query(this: object, ...args: unknown[]) {
    const text = textOf(args[0])
    const { application_name: sender } = (this as { connectionParameters: { application_name?: string } })
      .connectionParameters
    const step = steps.at(-1)
    if (step && sender === 'omnisync' && text !== '' && !OF_ALL.test(text) && !known.has(text)) {
      known.add(text)
      step.statements.push(text)
    }
    return real.apply(this, args)
  } as typeof pg.Client.prototype.query
  return {
    async step(name: string, work: () => Promise<unknown>) {
      steps.push({ name, statements: [] })
      await work()
    },
    end() {
      pg.Client.prototype.query = real as typeof pg.Client.prototype.query
      return steps.filter(({ statements }) => statements.length > 0)
    },
  }
}

/** Without the indentation of the code around it. */
function textOf(asked: unknown): string {
  const text = typeof asked === 'string' ? asked : ((asked as { text?: string }).text ?? '')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const indents = lines.slice(text.startsWith('\n') ? 0 : 1).map((line) => line.search(/\S/))
  const indent = indents.length > 0 ? Math.min(...indents) : 0
  return lines.map((line) => (line.search(/\S/) >= indent ? line.slice(indent) : line).trimEnd()).join('\n')
}

test('the statements that the server runs are those that were last looked at', async () => {
  const watch = watchStatements()
  const { step } = watch
  const { shop, admin } = await openShop()
  let till = admin
  await step('a person logs in and registers a lane', async () => {
    till = await testLane(app, shop, 'cashier')
  })
  let product = { id: '', price: 0 }
  await step('an admin writes a product, a delivery comes', async () => {
    product = await testProduct(admin, { [till.branchId]: 3 })
  })
  for (const name of collectionNames)
    await step(`a lane pulls ${name}`, () => till.get(`/replication/${name}/pull`))
  await step('a lane asks for a digest', () => till.get('/replication/orders/digest'))
  const sale = testSale(till, product, 2)
  await step('a sale', () => till.push('orders', [sale]))
  const line = { ...sale.lines[0], quantity: 1, total: product.price }
  const back = testSale(till, product, 1, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
  await step('a refund', () =>
    till.push('orders', [{ ...back, lines: [{ ...line, refundOf: sale.lines[0]?.id, restock: true }] }]),
  )
  await step('a sale without tax', () => till.push('orders', [{ ...testSale(till, product), tax: 1 }]))
  const short = testSale(till, product, 9)
  await step('a sale of more than there is', () => till.push('orders', [short]))
  const gone = testMovement({ branchId: till.branchId, productId: product.id, delta: -9, reason: 'damage' })
  await step('damage of more than there is', () => till.push('stockMovements', [gone]))
  await step('a customer', () =>
    till.push('customers', [
      { id: crypto.randomUUID(), seq: 0, _deleted: false, name: 'Ann', updatedAt: at },
    ]),
  )
  const own = { branchId: till.branchId, deviceId: till.id, seq: 0, _deleted: false, updatedAt: at }
  await step('a sale is parked', () =>
    till.push('parkedSales', [
      {
        ...own,
        id: crypto.randomUUID(),
        cashierId: till.userId,
        label: 'x',
        lines: [],
        discount: 0,
        createdAt: at,
      },
    ]),
  )
  await step('a shift is opened', () =>
    till.push('shifts', [
      {
        ...own,
        id: crypto.randomUUID(),
        number: 1,
        openedBy: till.userId,
        openedAt: at,
        openingFloat: 0,
        cashMovements: [],
      },
    ]),
  )
  await step('the desk looks', async () => {
    await admin.get('/conflicts')
    await admin.get('/dead-letters')
    await admin.get('/devices')
    await admin.get('/branches')
  })
  const settled: number[] = []
  await step('the desk settles a case', async () => {
    const body = { action: 'recount', reason: 'the goods left' }
    settled.push((await admin.post(`/orders/${short.id}/settle`, body, { 'idempotency-key': 'once' })).status)
  })
  await step('people of a lane', () => till.get(`/devices/${till.id}/people`))
  await step('the sync log', async () => {
    await app.syncLog.flush()
    await admin.get(`/devices/${till.id}/sync-log`)
  })
  const steps = watch.end()
  expect(settled).toEqual([200])
  expect(steps.length).toBeGreaterThan(15)
  const texts = steps.map(({ name, statements }) =>
    [`-- ${name}`, ...statements.map((it) => `${it};`)].join('\n\n'),
  )
  await expect(
    `-- What the server asks of Postgres, each statement where it comes first. Written by\n` +
      `-- npm test -- e2e/guards/statements --update\n\n${texts.join('\n\n')}\n`,
  ).toMatchFileSnapshot('../../server/statements.sql')
})
