import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import { mergeFields } from '../../shared/sync/merge-fields.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { whoSignedIn } from '../devices/who-signed-in.ts'
import type { MayBeNamed } from '../devices/who-signed-in.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import { settleMerged } from '../sync/settle-merged.ts'
import type { Fault, MergedCollection } from '../sync/settle-merged.ts'
import { lockParkedSales, writeParkedSales } from './queries.ts'

/**
 * Parks, changes, takes over or takes up sales (M5): the lane that holds one writes it, and another lane takes it
 * over by a compare-and-set on the holder and on what is in it. Who comes too late is answered with the current state.
 */
export async function holdParkedSales(
  tx: Tx,
  deps: Deps,
  batch: readonly Pushed<ParkedSale>[],
): Promise<Outcome[]> {
  const tenantId = batch[0]?.caller.tenantId
  if (tenantId === undefined) return []
  const mayBeNamed = await whoSignedIn(tx, tenantId, batch)
  return settleMerged(tx, deps, parkedSales(mayBeNamed), batch)
}

const content = [
  'cashierId',
  'customerId',
  'label',
  'lines',
  'discount',
  'note',
  'laneCode',
  'cart',
] as const satisfies (keyof ParkedSale)[]

/** Whether its lane changed a sale after another one looked at it: taken over as it was, it would lose the change. */
function hasChangedSince(seen: Record<string, unknown> | null, current: ParkedSale): boolean {
  return mergeFields(content, { ...current }, null, { ...seen }).changed.length > 0
}

function parkedSales(mayBeNamed: MayBeNamed): MergedCollection<ParkedSale> {
  return {
    name: 'parkedSales',
    fields: ['deviceId', ...content, '_deleted'],
    lock: lockParkedSales,
    write: writeParkedSales,
    fault: (pushed, current) => faultOf(pushed, current, mayBeNamed),
    // Taking over names the lane that held it; whoever names another one has been beaten to it. Who names none never
    // heard that it was parked, since that answer was lost: theirs is the word of the lane that holds it, or of none.
    lost: ({ assumed, document }, current) =>
      current._deleted ||
      (assumed ?? document).deviceId !== current.deviceId ||
      (document.deviceId !== current.deviceId && hasChangedSince(assumed, current)),
    join: (current, pushed) => ({ ...pushed, branchId: current.branchId, createdAt: current.createdAt }),
  }
}

function faultOf(
  pushed: Pushed<ParkedSale>,
  current: ParkedSale | undefined,
  mayBeNamed: MayBeNamed,
): Fault | null {
  const { document, device } = pushed
  const forbidden = (details: string): Fault => ({ code: 'document/forbidden', details })
  const isHere = (branchId: string) => branchId === device?.branchId
  if (!isHere(document.branchId) || (current && !isHere(current.branchId)))
    return forbidden('a parked sale stays in its branch')
  if (document.deviceId !== device?.id) return forbidden('only the lane that holds a parked sale writes it')
  // Whoever parked it may stay named when another lane takes it over.
  if (document.cashierId !== current?.cashierId && !mayBeNamed(pushed, document.cashierId))
    return forbidden(`cashier ${document.cashierId} never signed in on this lane`)
  return null
}
