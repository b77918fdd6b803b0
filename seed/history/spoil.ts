import { Order, unsettled } from '../../shared/orders/order.ts'
import type { OrderFact } from '../../shared/orders/order.ts'
import { settleOrder } from '../../shared/orders/settle.ts'
import { payloadHash } from '../../server/fingerprint.ts'
import { factsFor } from './settle.ts'
import type { Settlement } from './settlement.ts'
import { settlement } from './settlement.ts'
import type { Spoiled, Visit } from './scenes.ts'
import type { World } from './world.ts'

/** What is done to a good order so that the server must refuse it, by the code under which it does. */
const damages = {
  'order/wrong-sums': (order) => ({ ...order, total: order.total + 100 }),
  'order/unknown-product': (order) => ({
    ...order,
    lines: order.lines.map((line, at) => (at === 0 ? { ...line, productId: order.id } : line)),
  }),
  'order/wrong-payments': (order) => ({ ...order, payments: order.payments.slice(1) }),
  'order/wrong-cashier': (order, world) => ({ ...order, cashierId: world.shop.supportId }),
  'document/invalid': (order) => ({
    ...order,
    lines: order.lines.map((line, at) => (at === 0 ? { ...line, quantity: 0 } : line)),
  }),
} satisfies Record<Spoiled, (order: Order, world: World) => Record<string, unknown>>

export const spoiledCodes = Object.keys(damages) as Spoiled[]

/** An order that reached the server damaged, and is kept as an open dead letter with the reason (U5). */
export function spoil(world: World, visit: Visit, fact: OrderFact, code: Spoiled): Settlement {
  const at = visit.settledAt
  const payload = damages[code]({ ...fact, ...unsettled() }, world)
  const letter = {
    id: world.newId(at),
    collection: 'orders',
    documentId: fact.id,
    payload,
    payloadHash: payloadHash(payload),
    branchId: fact.branchId,
    deviceId: fact.deviceId,
    userId: fact.cashierId,
    code,
    details: detailsOf(world, visit, payload, code),
    receivedAt: new Date(at).toISOString(),
  }
  return { ...settlement(at, []), letters: [letter] }
}

/** In the words of the server: what the schema, the check of rights or the decision says of it. */
function detailsOf(world: World, visit: Visit, payload: Record<string, unknown>, code: Spoiled): string {
  const parsed = Order.safeParse(payload)
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  }
  const { number, cashierId } = parsed.data
  if (code === 'order/wrong-cashier') return `${number}: cashier ${cashierId}`
  const decision = settleOrder(parsed.data, factsFor(world, visit.branch, parsed.data, new Map()))
  if (decision.kind !== 'rejected' || decision.code !== code)
    throw new Error(`${number} is not refused as ${code}`)
  return `${number}: ${decision.details}`
}
