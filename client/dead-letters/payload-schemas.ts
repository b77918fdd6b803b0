import type { z } from 'zod'
import { Product } from '../../shared/catalog/product.ts'
import { Customer } from '../../shared/customers/customer.ts'
import { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { Order } from '../../shared/orders/order.ts'
import { ParkedSale } from '../../shared/orders/parked-sale.ts'
import { Shift } from '../../shared/shifts/shift.ts'

/** The very schemas that the server judges a push by. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  orders: Order,
  stockMovements: StockMovement,
  customers: Customer,
  products: Product,
  parkedSales: ParkedSale,
  shifts: Shift,
}

export type Fault = z.core.$ZodIssue

/** Where a payload does not fit, by path; the first fault of each place. Empty where everything fits. */
export function faultsOf(collection: string, payload: unknown): ReadonlyMap<string, Fault> {
  const issues = schemas[collection]?.safeParse(payload).error?.issues ?? []
  const faults = new Map<string, Fault>()
  for (const fault of issues) {
    const place = fault.path.map(String).join('.')
    if (!faults.has(place)) faults.set(place, fault)
  }
  return faults
}
