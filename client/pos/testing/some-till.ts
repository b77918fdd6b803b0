import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import { settingsOf } from '../../../shared/branches/branch.ts'
import type { Approval } from '../../../shared/orders/order.ts'
import { Order } from '../../../shared/orders/order.ts'
import type { KeptSale } from '../kept-sale.ts'
import type { ParkedSale } from '../../../shared/orders/parked-sale.ts'
import type { OrderDraft, TakenUp } from '../../database/shop.ts'
import { payRulesOf } from '../pay-rules.ts'
import type { ApprovalRequest } from '../../people/approval.ts'
import { idOf, someProduct } from './products.ts'
import type { Allowance } from '../lanes/lane-risk.ts'
import type { Till } from '../till.ts'
import { createTill } from '../till.ts'

export const shirt = someProduct(1, { barcode: '4006381333931' })
export const mug = someProduct(2, { sku: 'MUG' })
/** Sold by the labels of a scale. */
export const ham = someProduct(3, { sku: '12345' })

export type Manager = (
  request: ApprovalRequest,
) => Promise<Pick<Approval, 'kind' | 'approverId' | 'reason'> | null>
export const agrees: Manager = async ({ kind }) => ({ kind, approverId: idOf(9), reason: 'Damaged' })

type Options = {
  stock?: Record<string, number>
  allowance?: Record<string, Allowance>
  kept?: KeptSale | null
  lineDiscountBp?: number
  limits?: { cartDiscountBp?: number; priceOverrideBp?: number }
  settings?: object
  manager?: Manager
}

/**
 * A till with a counter for ids, stock as given, a disk that can be made to fail or to wait, and a manager who is
 * asked for what passes the limit.
 */
export function someTill({
  stock = {},
  allowance = {},
  kept = null,
  lineDiscountBp = 10_000,
  limits = {},
  settings = {},
  manager = agrees,
}: Options = {}) {
  const asked: ApprovalRequest[] = []
  const placed: Order[] = []
  const heard: string[] = []
  const disk = {
    kept: null as KeptSale | null,
    fails: false,
    held: null as Promise<void> | null,
  }
  const counter = { cashierId: idOf(4) }
  const shelf = new Map<string, ParkedSale>()
  const shift = { open: true }
  let claimed: TakenUp | null = null
  const heldOn = (id: string): TakenUp => {
    const sale = shelf.get(id)
    return sale ? { kind: 'held', sale } : { kind: 'beaten', by: 'L2' }
  }
  let ids = 100
  const till = createTill(
    {
      seller: () => ({ branchId: idOf(2), deviceId: idOf(3), cashierId: counter.cashierId, currency: 'USD' }),
      limits: () => settingsOf({ limits: { lineDiscountBp, ...limits } }).limits,
      scales: () => settingsOf(settings).scaleCodes,
      payRules: () => payRulesOf(settingsOf(settings)),
      async askApproval(request) {
        asked.push(request)
        const approval = await manager(request)
        return approval && { at: '2026-01-01T10:00:00.000Z', details: request.details ?? {}, ...approval }
      },
      catalogue: {
        byBarcode: (code) => (code === shirt.barcode ? shirt : null),
        bySku: (sku) => [shirt, mug, ham].find((product) => product.sku === sku) ?? null,
      },
      onHand: (productId) => stock[productId] ?? null,
      allowance: (productId) => allowance[productId] ?? null,
      async place(draft: OrderDraft) {
        await disk.held
        if (disk.fails) throw new Error('the disk is full')
        const order = Order.parse({ ...draft, number: `DT-L1-${placed.length + 1}` })
        placed.push(order)
        return order
      },
      isSold: async (id) => placed.some((order) => order.id === id),
      parked: {
        async park(draft) {
          await disk.held
          if (disk.fails) throw new Error('the disk is full')
          const sale = { ...draft, id: idOf((ids += 1)) } as ParkedSale
          shelf.set(sale.id, sale)
          return sale
        },
        claim: async (id) => claimed ?? heldOn(id),
        takeUp: async (id) => {
          await disk.held
          if (disk.fails) throw new Error('the disk is full')
          const held = heldOn(id)
          shelf.delete(id)
          return held
        },
      },
      lacksShift: () => !shift.open,
      keep: async (sale) => void (disk.kept = sale),
      now: () => '2026-01-01T10:00:00.000Z',
      newId: () => idOf((ids += 1)),
      signal: (sound) => void heard.push(sound),
    },
    kept,
  )
  return {
    till,
    placed,
    heard,
    disk,
    counter,
    asked,
    shelf,
    shift,
    /** From now on the server says so. */
    serverSays: (outcome: TakenUp | null) => void (claimed = outcome),
  }
}

/** Lets a placed order come through. */
export async function settled() {
  await new Promise((resolve) => setTimeout(resolve, 0))
}

export function stage(till: Till) {
  return till.state().stage.kind
}

export const selectedId = (till: Till) => till.state().cart.selectedId ?? ''
export const percent = (rate: number) => ({ kind: 'percent' as const, rate: (rate * 100) as BasisPoints })
