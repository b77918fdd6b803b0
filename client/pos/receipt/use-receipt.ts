import { useEffect, useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { settingsOf } from '../../../shared/branches/branch.ts'
import type { Order } from '../../../shared/orders/order.ts'
import { memory } from '../../app/app-parts.ts'
import { useShop } from '../../app/shop-context.ts'
import type { Shop } from '../../database/shop.ts'
import type { Words } from '../../i18n/use-words.ts'
import { useWords } from '../../i18n/use-words.ts'
import type { People } from '../../people/lane-people.ts'
import { sellerName } from '../../orders/seller-name.ts'
import { usePeople } from '../../people/people-context.ts'
import { nameOfType } from '../pay-ways.tsx'
import { numberOfRescue } from '../refund/rescue-queue.ts'
import { receiptCode } from '../receipt-code.ts'
import { proofOf } from '../receipt-proof.ts'
import type { ReceiptFacts, ReceiptPiece } from './receipt-content.ts'
import { receiptContent } from './receipt-content.ts'

/** What is looked up for a receipt: nothing of it keeps it from being drawn. */
type LookedUp = { customer: string | null; original: string | null; codes: readonly string[] }

export type WholeReceipt = { pieces: ReceiptPiece[]; codes: readonly string[] | null }

/** A receipt in the reader's language, with its codes once they are made; null until then. */
export function useReceipt(order: Order, branch: Branch, copy: number | null): WholeReceipt {
  const words = useWords()
  const shop = useShop()
  const people = usePeople()?.people ?? null
  const [found, setFound] = useState<LookedUp | null>(null)
  useEffect(() => {
    let current = true
    void lookUp(order, shop, people).then((next) => (current ? setFound(next) : undefined))
    return () => {
      current = false
    }
  }, [order, shop, people])
  const settled = { name: branch.name, settings: settingsOf(branch.settings) }
  return {
    pieces: wholeContent(
      { order, branch: settled, copy, training: shop.session.training === true, people, found },
      words,
    ),
    codes: found?.codes ?? null,
  }
}

type Whole = Pick<ReceiptFacts, 'order' | 'branch' | 'copy' | 'training'> & {
  people: People | null
  found: LookedUp | null
}

/** What stands on a receipt, with the names that this lane knows. */
export function wholeContent({ people, found, ...facts }: Whole, words: Words): ReceiptPiece[] {
  const { order } = facts
  const approvers = order.approvals.flatMap(({ approverId }): [string, string][] => {
    const name = people?.nameOf(approverId) ?? null
    return name === null ? [] : [[approverId, name]]
  })
  return receiptContent(
    {
      ...facts,
      cashier: sellerName(
        order.source,
        people && (people.nameOf(order.cashierId) ?? order.cashierId.slice(0, 8)),
        words.t,
      ),
      customer: found?.customer ?? null,
      original: found?.original ?? null,
      approvers: new Map(approvers),
    },
    { ...words, typeName: (type) => nameOfType(type, words.t) },
  )
}

/** Customer, original and codes of an order; what cannot be had is left out. */
export async function lookUp(order: Order, shop: Shop, people: People | null): Promise<LookedUp> {
  const [customer, original, codes] = await Promise.all([
    order.customerId === null ? null : shop.customers.byId(order.customerId).catch(() => null),
    order.refundOf === null ? null : shop.orders.byId(order.refundOf).catch(() => null),
    // A code would bring a training back as a sale.
    shop.session.training ? [] : codesOf(order, shop, people).catch(() => null),
  ])
  return {
    customer: customer?.name ?? null,
    original: original?.number ?? (order.refundOf && numberOfRescue(memory, shop.session, order.refundOf)),
    codes: codes ?? [receiptCode(order)],
  }
}

/** This lane vouches for its own orders; of any other a code says where to find it. */
async function codesOf(order: Order, shop: Shop, people: People | null): Promise<string[] | null> {
  const receiptKey = people?.state().receiptKey ?? null
  const isOurs = order.deviceId === shop.session.lane?.deviceId
  return isOurs && receiptKey !== null ? await proofOf(order, receiptKey) : null
}
