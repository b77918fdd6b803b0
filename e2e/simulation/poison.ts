import { customerOf, movementOf, saleOf } from '../support/documents.ts'
import type { Writing } from '../support/documents.ts'
import type { Doc, Pushed, Till } from '../support/till.ts'
import type { SimProduct } from '../support/tenant.ts'
import type { Poison } from './story.ts'

/** A document that the server must refuse, and the code that it must give as the reason. */
export type Poisoned = {
  collection: Pushed
  document: Doc
  code: string
  /** What support makes of it. */
  cure: Doc
  /** What has become of its letter. */
  state: 'open' | 'replayed' | 'discarded'
}

/**
 * Writes a poisoned document of a kind.
 *
 * @param earlier a sale that this till wrote before, for an id that is used twice; without one there is none
 */
export function poisonOf(
  kind: Poison,
  till: Till,
  writing: Writing,
  product: SimProduct,
  others: { branchId: string; earlier: Doc | undefined },
): Poisoned | null {
  const sale = saleOf(till, writing, [{ product, quantity: 1, discount: 0 }], null)
  const asOrder = (changes: object, code: string): Poisoned => ({
    collection: 'orders',
    document: { ...sale, ...changes },
    code,
    cure: sale,
    state: 'open',
  })
  const asMovement = (delta: number, reason: string, code: string, more = {}, cure = {}): Poisoned => {
    const document = movementOf(till, writing, { productId: product.id, delta, reason, ...more })
    return { collection: 'stockMovements', document, code, cure: { ...document, ...cure }, state: 'open' }
  }
  switch (kind) {
    case 'wrong sums':
      return asOrder({ tax: Number(sale['tax']) + 1 }, 'order/wrong-sums')
    case 'wrong payments':
      return asOrder({ payments: [{ type: 'cash', amount: 1 }] }, 'order/wrong-payments')
    case 'wrong cashier':
      return asOrder({ cashierId: writing.newId() }, 'order/wrong-cashier')
    case 'wrong branch':
      return asOrder({ branchId: others.branchId }, 'order/wrong-branch')
    case 'unknown product': {
      const [line] = sale['lines'] as [object]
      return asOrder({ lines: [{ ...line, productId: writing.newId() }] }, 'order/unknown-product')
    }
    case 'missing field':
      return asOrder({ createdAt: undefined }, 'document/invalid')
    case 'id reused':
      return others.earlier ? asOrder({ id: others.earlier.id }, 'document/id-reused') : null
    case 'half transfer':
      return asMovement(
        -1,
        'transfer_out',
        'stock/half-transfer',
        { transferId: writing.newId() },
        { reason: 'damage', transferId: null },
      )
    case 'wrong delta':
      return asMovement(-3, 'receive', 'stock/wrong-delta', {}, { delta: 3 })
    case 'sale by movement':
      return asMovement(-1, 'sale', 'stock/wrong-reason', {}, { reason: 'damage' })
    case 'character NUL': {
      const cure = customerOf(writing, 'Nul')
      const document = { ...cure, note: 'a\u0000b' }
      return { collection: 'customers', document, code: 'document/invalid', cure, state: 'open' }
    }
  }
}
