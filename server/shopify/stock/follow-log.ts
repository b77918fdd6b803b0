import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import {
  endOfChunk,
  hintOpenRefunds,
  logNow,
  markLevelsChanged,
  markLevelsOfOrders,
  onlineSalesChanged,
  writeReader,
} from './log-queries.ts'
import { claimsOf, closeClaims, ordersOfDocuments } from './order-queries.ts'
import { insertSend } from './send-queries.ts'
import { tellOfDesk } from './tell-of-desk.ts'
import { ordersWithRefunds } from '../../orders/orders-with-refunds.ts'

/** Levels, and orders, of one transaction (L6). */
const CHUNK = 500

/**
 * Follows the log for one chunk: levels that changed are to be told, and what the desk decided on online orders as well.
 * Nothing else tells this engine that there is something to tell, so that nothing can be forgotten (L1).
 *
 * @returns whether the log had moved
 */
export async function followLog({ deps, tenantId }: Shop, connection: Connection): Promise<boolean> {
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const { head } = await logNow(tx, tenantId)
    const after = connection.readerSeq
    if (head <= after) return false
    const upTo = Math.min(head, (await endOfChunk(tx, tenantId, after, CHUNK)) ?? head)
    await markLevelsChanged(tx, tenantId, after, upTo)
    const saleIds = await onlineSalesChanged(tx, tenantId, after, upTo)
    const orderIds = await ordersOfDocuments(tx, tenantId, saleIds)
    if (orderIds.length > 0) {
      const claims = await claimsOf(tx, tenantId, orderIds)
      const documentIds = [...new Set(claims.flatMap(({ documentId }) => documentId ?? []))]
      const documents = await ordersWithRefunds(tx, tenantId, documentIds)
      const at = new Date(deps.now())
      for (const send of tellOfDesk(connection, claims, documents)) await insertSend(tx, tenantId, send, at)
      await closeClaims(tx, tenantId, orderIds)
      await markLevelsOfOrders(tx, tenantId, orderIds)
      await hintOpenRefunds(tx, tenantId, orderIds)
    }
    await writeReader(tx, tenantId, upTo)
    return true
  })
}
