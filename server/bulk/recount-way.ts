import type { Operation } from '../../shared/bulk/operation.ts'
import { holdProducts } from '../catalog/edit-products.ts'
import { settleBackorders } from '../conflicts/settle-backorders.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { countShelves, holdShelves } from '../inventory/count-shelves.ts'
import { countedInBulk, uncounted } from '../inventory/recount-of.ts'
import type { Way } from './chunk-way.ts'
import { idsOfChunk, readIds } from './chunks.ts'
import type { Held } from './chunks.ts'

type Recount = Extract<Operation, { kind: 'recount' | 'recount-each' }>

/** What the ledger says of a count by many, and of what is none: nobody counted what is changed by so much. */
function noteOf(kind: Held['kind'], operation: Recount): string {
  if (kind === 'undo') return uncounted.undo
  return operation.kind === 'recount' && operation.way === 'by' ? uncounted.by : countedInBulk
}

/**
 * Shelves are counted, not edited: what changes is booked as movements `recount` (M1), and orders that waited for what
 * was found are settled with it (O8). `seq` of a product is the position of its shelf's last count, for an undo alone.
 */
export function recountWay(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  id: string,
  { number, kind, createdBy, restore }: Held,
  operation: Recount,
): Way {
  const { branchId } = operation
  let ids: string[] = []
  const idOf = (place: number) => ids[place - 1] ?? ''
  return {
    async hold() {
      ids = await readIds(tx, tenantId, id, number)
      const products = await holdProducts(tx, tenantId, idsOfChunk(tenantId, id, number), 'status')
      const shelves = await holdShelves(tx, tenantId, branchId, ids, restore !== null)
      return products.map(({ place, deleted }) => {
        const { onHand, countedAt } = shelves.get(idOf(place)) ?? { onHand: 0, countedAt: 0 }
        return { place, deleted, seq: countedAt, value: onHand, id: idOf(place) }
      })
    },
    async write(edits, at) {
      const said = { branchId, actorId: createdBy, note: noteOf(kind, operation), at }
      const shelves = edits.map(({ place, value, before }) => ({
        productId: idOf(place),
        counted: Number(value),
        expected: Number(before),
      }))
      const first = await countShelves(tx, deps, tenantId, said, shelves)
      await settleBackorders(tx, deps, tenantId)
      return first
    },
  }
}
