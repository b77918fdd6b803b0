import { unsettled } from '../../shared/orders/order.ts'
import type { OrderFact } from '../../shared/orders/order.ts'
import type { OrderDecision, OrderFacts, Original, StockChange } from '../../shared/orders/settle.ts'
import type { AuditEntry } from '../../server/audit/write-audit.ts'
import type { OpenCase, Visit } from './scenes.ts'
import type { Entry, Settlement } from './settlement.ts'
import { settlement } from './settlement.ts'
import { book, levelsFor } from './shelves.ts'
import type { World } from './world.ts'

export type Settled = { kind: 'accepted'; settlement: Settlement } | { kind: 'case'; openCase: OpenCase }

/** What the server would have gathered to settle one order: its own levels and originals, nothing more (O2). */
export function factsFor(
  world: World,
  branch: number,
  fact: OrderFact,
  originals: Map<string, Original>,
): OrderFacts {
  const onHand = levelsFor(
    world,
    branch,
    fact.lines.map((line) => line.productId),
  )
  return { currency: world.shop.currency, products: world.catalogue, onHand, originals }
}

/**
 * What the server made of an order of the simulation: a settlement with its movements (O3, O4), or a case that stays
 * open for now.
 *
 * @throws Error where the order was rejected: the simulation writes no wrong ones but on purpose
 */
export function settled(world: World, visit: Visit, fact: OrderFact, decision: OrderDecision): Settled {
  const at = visit.settledAt
  const settledAt = new Date(at).toISOString()
  switch (decision.kind) {
    case 'rejected':
      throw new Error(`the seed wrote ${fact.number} wrongly: ${decision.code}, ${decision.details}`)
    case 'conflict': {
      const { reason, shortages } = decision
      return { kind: 'case', openCase: { fact, branch: visit.branch, at, reason, shortages } }
    }
    case 'accepted': {
      const { changes, flags } = decision
      const seal = world.seal(fact, 'accepted', settledAt)
      const document = {
        ...fact,
        ...unsettled(),
        status: 'accepted' as const,
        flags,
        settledAt,
        seal,
      }
      const movements = changes.map((change) => movement(world, { at, branch: visit.branch, fact, change }))
      const entries: Entry[] = [{ collection: 'orders', document }, ...movements]
      const audit = flags.includes('price_changed') ? [priceNote(world, fact, settledAt, at)] : []
      return { kind: 'accepted', settlement: { ...settlement(at, entries), audit } }
    }
  }
}

/** The ledger's entry for a line of an order: booked when the server settled it, by who sold it. */
export function movement(
  world: World,
  of: { at: number; branch: number; fact: OrderFact; change: StockChange },
): Entry {
  const { at, branch, fact, change } = of
  const product = world.placeOf.get(change.productId) ?? -1
  const document = book(world, {
    at,
    branch,
    product,
    delta: change.delta,
    reason: change.reason,
    orderId: fact.id,
    actorId: fact.cashierId,
    deviceId: fact.deviceId,
  })
  if (document.balance !== change.balance) throw new Error(`${fact.number}: ledger and decision disagree`)
  return { collection: 'stockMovements', document }
}

/** The price at the time of sale stands; that it differed from the catalogue's is on record (O5). */
function priceNote(world: World, fact: OrderFact, at: string, moment: number): AuditEntry {
  const differences = fact.lines.flatMap(({ id, productId, unitPrice }) => {
    const catalogue = world.catalogue.get(productId)?.price
    return catalogue === unitPrice ? [] : [{ lineId: id, productId, sold: unitPrice, catalogue }]
  })
  return {
    id: world.newId(moment),
    at,
    actorId: fact.cashierId,
    deviceId: fact.deviceId,
    action: 'order.price-differs',
    subject: 'orders',
    subjectId: fact.id,
    details: { differences },
  }
}
