import { sql } from 'kysely'
import { writeAudit } from '../../audit/write-audit.ts'
import type { Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Shop } from '../connection/connection.ts'
import { linkedItems } from './level-queries.ts'
import { readAndBook } from './read-and-book.ts'

/** What a comparison of every linked level found. */
export type Reconciliation = {
  /** ISO 8601. */
  startedAt: string
  endedAt: string
  /** Levels compared. */
  levels: number
  /** Of them, those that were otherwise than known, and by how many pieces in all. */
  drifted: number
  pieces: number
  /** Of those, how many are for the desk: our shelf had less than was taken. */
  held: number
  /** The first of them. */
  examples: { itemId: string; locationId: string; known: number; available: number; isHeld: boolean }[]
}

const ITEMS = 100
const EXAMPLES = 20

/**
 * Reads every linked level and books what is not explained (4.8): a webhook that was lost, or whatever else nobody told
 * us of. Kept with the connection, and in the audit log where something was found. Belongs to the stock lane: never
 * beside a step of it.
 *
 * @param between done after each hundred items: a hundred thousand levels take minutes, in which sales are not to wait
 */
export async function reconcileLevels(
  shop: Shop,
  between: () => Promise<unknown> = async () => {},
): Promise<{ kind: 'done'; report: Reconciliation } | { kind: 'failed'; fault: CallFault }> {
  const { deps, tenantId } = shop
  const db = deps.database.tenant(tenantId)
  const startedAt = new Date(deps.now()).toISOString()
  const drift: Reconciliation['examples'] = []
  let levels = 0
  for (let after = ''; ;) {
    const items = await linkedItems(db, tenantId, after, ITEMS)
    if (items.length === 0) break
    const booked = await readAndBook(shop, { orders: [], items })
    if (booked.kind === 'failed') return booked
    levels += booked.levels
    drift.push(...booked.drift)
    after = items.at(-1)!
    await between()
  }
  const report: Reconciliation = {
    startedAt,
    endedAt: new Date(deps.now()).toISOString(),
    levels,
    drifted: drift.length,
    pieces: drift.reduce((sum, { known, available }) => sum + Math.abs(available - known), 0),
    held: drift.filter(({ isHeld }) => isHeld).length,
    examples: drift.slice(0, EXAMPLES),
  }
  await inTransaction(db, (tx) => writeReport(tx, shop, report))
  return { kind: 'done', report }
}

async function writeReport(tx: Tx, { deps, tenantId }: Shop, report: Reconciliation): Promise<void> {
  await sql`
    update shopify_connections set reconciled_at = ${report.endedAt}, reconciliation = ${JSON.stringify(report)}
    where tenant_id = ${tenantId}`.execute(tx)
  if (report.drifted === 0) return
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: report.endedAt,
      actorId: null,
      deviceId: null,
      action: 'shopify.reconciled',
      subject: 'shopify',
      subjectId: tenantId,
      details: report,
    },
  ])
}
