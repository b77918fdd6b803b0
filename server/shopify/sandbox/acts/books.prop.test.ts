import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { Received } from '../../../testing/test-shopify.ts'
import type { Level } from '../store/state.ts'

const PARTS = ['available', 'committed', 'damaged', 'quality_control', 'reserved', 'safety_stock'] as const

/** What may happen to the shop; numbers are places in lists that have at least one entry. */
const Step = fc.oneof(
  fc.record({
    kind: fc.constant('buy' as const),
    variant: fc.nat(2),
    quantity: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constantFrom('cancel' as const, 'refund' as const, 'ship' as const),
    order: fc.nat(5),
  }),
  fc.record({
    kind: fc.constant('adjust' as const),
    level: fc.nat(4),
    delta: fc.integer({ min: -3, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('damage' as const),
    level: fc.nat(4),
    delta: fc.integer({ min: 1, max: 2 }),
  }),
)

test('whatever is bought, cancelled, sent back and counted: the shelves add up, and the webhooks told of all of it', async () => {
  const seen = { orders: 0, refunds: 0, changes: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const shop = await openTestShopify()
      const { state } = shop.world
      await shop.subscribe('INVENTORY_LEVELS_UPDATE')
      const levels = Object.values(state.levels)
      const start = new Map(levels.map(({ id, quantities }) => [id, quantities.on_hand]))
      const counted = new Map<string, number>()
      for (const [index, step] of steps.entries()) {
        if (step.kind === 'buy') {
          const { id } = Object.values(state.variants)[step.variant]!
          await post(shop, 'orders', { lines: [{ variantId: id, quantity: step.quantity }] })
        } else if (step.kind === 'adjust' || step.kind === 'damage') {
          const level = levels[step.level]!
          const name = step.kind === 'adjust' ? 'available' : 'damaged'
          await change(shop, level, name, step.delta, `key-${index}`)
          counted.set(level.id, (counted.get(level.id) ?? 0) + step.delta)
        } else {
          const made = Object.keys(state.orders).length
          await post(shop, `orders/${1001 + (step.order % Math.max(1, made))}/${step.kind}`, {})
        }
      }
      await shop.clock.advance(60_000)
      for (const { quantities } of levels)
        expect(quantities.on_hand).toBe(PARTS.reduce((sum, name) => sum + quantities[name], 0))
      for (const item of Object.values(state.items)) {
        const own = Object.values(item.levelIds).map((id) => state.levels[id]!)
        const lines = Object.values(state.orders).flatMap(({ fulfilled, lines: all }) =>
          all
            .filter(({ variantId }) => variantId === item.variantId)
            .map(({ quantity, removed }) => ({ fulfilled, kept: quantity - removed })),
        )
        const keptOf = (fulfilled: boolean): number =>
          lines.filter((line) => line.fulfilled === fulfilled).reduce((sum, { kept }) => sum + kept, 0)
        const sum = (of: (level: Level) => number): number =>
          own.reduce((total, level) => total + of(level), 0)
        expect(sum(({ quantities }) => quantities.committed)).toBe(keptOf(false))
        expect(sum(({ quantities }) => quantities.on_hand)).toBe(
          sum(({ id }) => start.get(id)! + (counted.get(id) ?? 0)) - keptOf(true),
        )
      }
      for (const [id, available] of lastTold(shop.received))
        expect(state.levels[id]!.quantities.available).toBe(available)
      seen.orders += Object.keys(state.orders).length
      seen.refunds += Object.keys(state.refunds).length
      seen.changes += shop.received.length
      await shop.close()
    }),
    { numRuns: 30, seed: 7 },
  )
  expect(Math.min(seen.orders, seen.refunds, seen.changes)).toBeGreaterThan(30)
})

type Shop = Awaited<ReturnType<typeof openTestShopify>>

async function post(shop: Shop, url: string, payload: object): Promise<void> {
  await shop.app.inject({ method: 'POST', url: `/__sandbox/${url}`, payload })
}

async function change(shop: Shop, level: Level, name: string, delta: number, key: string): Promise<void> {
  const { data } = await shop.ask(
    `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
      inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
    {
      key,
      input: {
        name,
        reason: 'correction',
        changes: [
          {
            inventoryItemId: level.itemId,
            locationId: level.locationId,
            delta,
            changeFromQuantity: level.quantities[name as 'available'],
            ...(name === 'available' ? {} : { ledgerDocumentUri: `ledger://${key}` }),
          },
        ],
      },
    },
  )
  expect(data.inventoryAdjustQuantities.userErrors).toEqual([])
}

/** What a listener knows of each level in the end. */
function lastTold(received: Received[]): Map<string, number> {
  const bodies = received.map(
    ({ body }) => JSON.parse(body) as { admin_graphql_api_id: string; available: number },
  )
  return new Map(bodies.map(({ admin_graphql_api_id: id, available }) => [id, available]))
}
