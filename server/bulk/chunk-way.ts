import type { EditedField } from '../../shared/bulk/operation.ts'
import { fieldOf } from '../../shared/bulk/operation.ts'
import { editProducts, holdProducts } from '../catalog/edit-products.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { holdReorderPoints, setReorderPoints } from '../inventory/reorder-points.ts'
import { takePositions } from '../log/take-positions.ts'
import { idsOfChunk, readIds } from './chunks.ts'
import type { Held } from './chunks.ts'
import type { ChunkDecision, ProductNow } from './decide-chunk.ts'
import { recountWay } from './recount-way.ts'

/** How the field that an operation changes is read and written, for the products of one chunk. */
export type Way = {
  /** Locks the products, and the levels where it is those that change, and says what stands there. */
  hold(): Promise<ProductNow[]>
  /** Takes positions for the edits, at least one, and writes them; gives the first position. */
  write(edits: ChunkDecision['edits'], at: string): Promise<number>
}

/** The way of an operation's kind, at a chunk of operation `id`. */
export function chunkWay(tx: Tx, deps: Deps, tenantId: string, id: string, chunk: Held): Way {
  const { number, operation } = chunk
  if (operation.kind === 'recount' || operation.kind === 'recount-each')
    return recountWay(tx, deps, tenantId, id, chunk, operation)
  if (operation.kind === 'reorder-point') return levelWay(tx, tenantId, id, number, operation.branchId)
  return productWay(tx, tenantId, id, number, fieldOf(operation))
}

/** The ids stay in Postgres, where the chunk has them: bringing them here and back cost as much as the decision. */
function productWay(tx: Tx, tenantId: string, id: string, number: number, edited: EditedField): Way {
  if (edited === 'reorderPoint' || edited === 'onHand') throw new Error(`${edited} stands on levels`)
  const ids = idsOfChunk(tenantId, id, number)
  return {
    hold: () => holdProducts(tx, tenantId, ids, edited),
    write: (edits, at) => editProducts(tx, tenantId, edited, ids, edits, at),
  }
}

function levelWay(tx: Tx, tenantId: string, id: string, number: number, branchId: string): Way {
  let ids: string[] = []
  return {
    async hold() {
      ids = await readIds(tx, tenantId, id, number)
      const products = await holdProducts(tx, tenantId, idsOfChunk(tenantId, id, number), 'status')
      const points = await holdReorderPoints(tx, tenantId, branchId, ids)
      return products.map((product) => ({
        ...product,
        value: points.get(ids[product.place - 1] ?? '') ?? null,
      }))
    },
    async write(edits, at) {
      const points = edits.map(({ place, value }) => ({ id: ids[place - 1] ?? '', value }))
      const first = await takePositions(tx, tenantId, [['stockLevels', points.length]])
      await setReorderPoints(tx, tenantId, branchId, points, first, at)
      return first
    },
  }
}
