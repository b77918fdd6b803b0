import type pg from 'pg'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { Order } from '../../shared/orders/order.ts'
import { moneyFault } from '../../shared/orders/settle.ts'
import { settlementWithGiven } from './decide-order.ts'
import { orderPage } from './owner-queries.ts'
import { isSealOf } from './seal.ts'

const PAGE = 1_000
/** So many are named; whoever has more has seen enough. */
const NAMED = 5

/**
 * Looks through every order of a database, of all businesses: whether its sums and payments add up (O5), and whether
 * its seal is ours (O10). Page by page, so that a million of them need no more memory than a thousand.
 *
 * @param client of the database's owner
 */
export async function checkOrders(
  client: pg.ClientBase,
  secret: string,
): Promise<{ orders: number; seals: number; wrong: string[] }> {
  const found = { orders: 0, seals: 0, wrong: [] as string[] }
  for (let after: { tenantId: string; id: string } | null = null; ;) {
    const page = await orderPage(client, after, PAGE)
    for (const { order } of page) {
      found.orders += 1
      const fault = faultOf(order, secret)
      if (order.seal !== null) found.seals += 1
      if (fault !== null && found.wrong.length < NAMED) found.wrong.push(`order ${order.number}: ${fault}`)
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return found
    after = { tenantId: last.tenantId, id: last.order.id }
  }
}

function faultOf(order: Order, secret: string): string | null {
  const { seal, status, settledAt } = order
  const fact = factOf(order)
  const money = moneyFault(fact)
  if (money) return money.details
  if (seal === null) return null
  if (settledAt === null || (status !== 'accepted' && status !== 'cancelled'))
    return 'sealed, and not settled'
  const sealed = { factText: canonicalJson(fact), status, settledAt, settlement: settlementWithGiven(order) }
  return isSealOf(seal, secret, sealed) ? null : 'its seal is not ours (OMNISYNC_SECRET), or it was changed'
}
