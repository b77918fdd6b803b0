import type { Customer } from '../../shared/customers/customer.ts'
import type { OrderBrief, Shop } from '../database/shop.ts'
import { customerSource } from '../dashboard/customers/customer-source.ts'
import { orderSource } from '../dashboard/lists/order-source.ts'
import { createRecordIndex, type RecordIndex } from './record-index.ts'

type Records = { orders: RecordIndex<OrderBrief>; customers: RecordIndex<Customer> }

const made = new WeakMap<Shop, Records>()

/**
 * Orders and customers of this device, to be found by words: made when the palette is first opened, over the rows that
 * the grids look at. Products have such an index already.
 */
export function recordsOf(shop: Shop): Records {
  const known = made.get(shop)
  if (known) return known
  const records = {
    orders: createRecordIndex(orderSource(shop), ({ number }) => `${number} ${withoutNoughts(number)}`),
    customers: createRecordIndex(
      customerSource(shop),
      ({ name, phone, email }) => `${name} ${phone ?? ''} ${(phone ?? '').replace(/\D/g, '')} ${email ?? ''}`,
    ),
  }
  made.set(shop, records)
  return records
}

/** People say "order 512" where its number ends with 000512. */
function withoutNoughts(number: string): string {
  return /0*(\d+)\D*$/.exec(number)?.[1] ?? ''
}
