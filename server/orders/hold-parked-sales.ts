import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import { settleMerged } from '../sync/settle-merged.ts'
import type { MergedCollection } from '../sync/settle-merged.ts'
import { lockParkedSales, writeParkedSales } from './queries.ts'

const merged: MergedCollection<ParkedSale> = {
  name: 'parkedSales',
  fields: ['deviceId', 'cashierId', 'customerId', 'label', 'lines', 'discount', 'note', '_deleted'],
  lock: lockParkedSales,
  write: writeParkedSales,
  fault: ({ document, device }, current) => {
    if (
      !device ||
      document.branchId !== device.branchId ||
      (current && current.branchId !== device.branchId)
    ) {
      return { code: 'document/forbidden', details: 'a parked sale stays in its branch' }
    }
    return document.deviceId === device.id
      ? null
      : { code: 'document/forbidden', details: 'only the lane that holds a parked sale writes it' }
  },
  // Taking over names the lane that held it; whoever names another one has been beaten to it.
  lost: ({ assumed }, current) => current._deleted || assumed?.deviceId !== current.deviceId,
}

/**
 * Parks, changes, takes over or takes up sales (M5): the lane that holds one writes it, and another lane takes it
 * over by a compare-and-set on the holder. Who comes too late is answered with the current state.
 */
export async function holdParkedSales(
  tx: Tx,
  deps: Deps,
  batch: readonly Pushed<ParkedSale>[],
): Promise<Outcome[]> {
  return settleMerged(tx, deps, merged, batch)
}
