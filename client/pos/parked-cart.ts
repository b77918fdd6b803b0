import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { ParkedDraft } from '../database/shop.ts'
import { Cart, emptyCart, pricedLine } from './cart.ts'
import { noDiscount } from './discount.ts'
import { nameOf } from './name-of.ts'
import { sumsOfCart } from './order-of-cart.ts'

const mostOfLabel = 120

/** A cart as a sale to be put aside: its lines for everybody, and all of it for the till that takes it up. */
export function parkedOfCart(cart: Cart, label: string, cashierId: string): ParkedDraft {
  return {
    label: label.trim().slice(0, mostOfLabel),
    cashierId,
    customerId: cart.customerId,
    lines: cart.lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      sku: line.sku,
      title: nameOf(line).slice(0, 300),
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discount: pricedLine(line).discount,
      taxRate: line.taxRate,
    })),
    discount: sumsOfCart(cart).discount,
    note: null,
    cart: structuredClone(cart),
  }
}

/**
 * The cart that was parked, as it was. One that another version of the app wrote, and this one cannot read, is made
 * from its lines: what was off them stays off, in money.
 *
 * @param newId the order's id, where the parked sale does not say it
 */
export function cartOfParked(sale: ParkedSale, newId: string): Cart {
  const kept = Cart.safeParse(sale.cart)
  if (kept.success) return kept.data
  return {
    ...emptyCart(newId),
    lines: sale.lines.map(({ discount, ...line }) => ({
      ...line,
      variantTitle: '',
      priceWas: null,
      label: null,
      discount: { kind: 'amount', amount: discount },
      soldShort: null,
    })),
    selectedId: sale.lines.at(-1)?.id ?? null,
    discount: sale.discount > 0 ? { kind: 'amount', amount: sale.discount } : noDiscount,
    customerId: sale.customerId,
  }
}
