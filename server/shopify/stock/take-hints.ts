import { inTransaction } from '../../database/transaction.ts'
import type { Tx } from '../../database/database.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { orderNamedIn, readWebhook } from '../mapping/read-webhook.ts'
import type { ShopEvent } from '../mapping/read-webhook.ts'
import { endInbox, waitingInbox } from './inbox-queries.ts'
import type { InboxEnd } from './inbox-queries.ts'
import { hintLevelsOf, hintLevelsTold } from './level-queries.ts'
import type { LevelTold } from './level-queries.ts'
import { hintOrders } from './order-queries.ts'

/** Rows that one transaction takes (L6). */
const MOST = 500

/**
 * Takes what webhooks tell of orders, refunds and levels for what it is: a hint of what to read. One that cannot be read
 * is dead, with the reason, and changes nothing; the order that it names is read all the same.
 *
 * @returns how many were taken
 */
export async function takeHints({ deps, tenantId }: Shop, connection: Connection): Promise<number> {
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const rows = await waitingInbox(tx, tenantId, MOST)
    if (rows.length === 0) return 0
    const ends: InboxEnd[] = []
    const events: ShopEvent[] = []
    const named: { orderId: string; name: string }[] = []
    for (const { id, topic, body } of rows) {
      const read = readWebhook(topic, body, connection)
      const orderId = read.kind === 'refused' ? orderNamedIn(body) : undefined
      if (read.kind === 'read') events.push(read.value)
      else if (orderId !== undefined) named.push({ orderId, name: '' })
      ends.push({ id, fault: read.kind === 'read' ? null : read })
    }
    await hint(tx, tenantId, events)
    await hintOrders(tx, tenantId, named)
    await endInbox(tx, tenantId, ends, new Date(deps.now()))
    return rows.length
  })
}

async function hint(tx: Tx, tenantId: string, events: readonly ShopEvent[]): Promise<void> {
  const orders = events.flatMap((event) => {
    if (event.kind === 'order') return [{ orderId: event.order.orderId, name: event.order.name }]
    return event.kind === 'refund' ? [{ orderId: event.refund.orderId, name: '' }] : []
  })
  const levels = new Map<string, LevelTold>()
  for (const event of events) {
    if (event.kind !== 'level') continue
    const { itemId, locationId, available } = event.level
    const key = `${itemId} ${locationId}`
    const before = levels.get(key)
    // Of several that say different things none is believed more than the others: null is never what is known.
    const isSame = before === undefined || before.available === available
    levels.set(key, { itemId, locationId, available: isSame ? available : null })
  }
  // Read together with their order: where a list of orders came without it, what it took was booked as another's change,
  // and is put right before the sale is settled against the shelf.
  const variants = events.flatMap((event) => (event.kind === 'order' ? event.order.lines : []))
  await hintOrders(tx, tenantId, orders)
  await hintLevelsOf(
    tx,
    tenantId,
    variants.flatMap(({ variantId }) => variantId ?? []),
  )
  await hintLevelsTold(tx, tenantId, [...levels.values()])
}
