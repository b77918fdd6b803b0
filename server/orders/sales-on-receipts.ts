import { z } from 'zod'
import { unsettled } from '../../shared/orders/order.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { laneById } from '../devices/lane-by-id.ts'
import { ApiError } from '../http/api-error.ts'
import type { Pushed } from '../sync/collection.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { factOfReceipt, receiptOf } from './read-receipt.ts'

/** What a till puts into the approval of a refund whose sale it knew from paper alone. */
const Paper = z.object({ receipt: z.array(z.string()).min(1).max(4) })

/**
 * The sales that refunds of this batch bring along on their receipts: two lanes that were offline may come back in any
 * order, and a refund must not be a conflict because its sale is the later one (O6, U6). Each is what its lane signed,
 * and is settled like one that the lane sends; when that comes, it is a repeat (U3).
 */
export async function salesOnReceipts(
  tx: Tx,
  deps: Deps,
  batch: readonly Pushed<Order>[],
): Promise<Pushed<Order>[]> {
  const sales: Pushed<Order>[] = []
  for (const refund of batch) {
    const sale = await saleOf(tx, deps, refund)
    if (sale) sales.push(sale)
  }
  return sales
}

async function saleOf(tx: Tx, deps: Deps, refund: Pushed<Order>): Promise<Pushed<Order> | null> {
  const { document, caller } = refund
  if (document.kind !== 'refund') return null
  const papers = document.approvals.map(({ details }) => Paper.safeParse(details).data)
  const codes = papers.find((paper) => paper !== undefined)?.receipt
  if (!codes) return null
  try {
    const receipt = receiptOf(codes)
    const device = await laneById(tx, caller.tenantId, receipt.deviceId)
    const fact = factOfReceipt(deps.secret, caller.tenantId, receipt)
    // Another branch's paper is that branch's business, and this caller's to read no more than its orders (A1).
    if (!device || fact.id !== document.refundOf || fact.branchId !== document.branchId) return null
    const sale: Order = { ...fact, ...unsettled() }
    return {
      document: sale,
      fingerprint: fingerprintOf(fact),
      raw: { ...sale },
      assumed: null,
      caller,
      device,
    }
  } catch (error) {
    // Paper that says nothing is no reason against the refund: it is judged by what is known.
    if (error instanceof ApiError) return null
    throw error
  }
}
