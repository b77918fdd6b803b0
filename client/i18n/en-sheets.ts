import { rejections } from '../../shared/errors.ts'
import { camera } from './en/camera.ts'
import { conflict } from './en/conflict.ts'
import { customer } from './en/customer.ts'
import { desk } from './en/desk.ts'
import { keys } from './en/keys.ts'
import { orders } from './en/orders.ts'
import { outbox } from './en/outbox.ts'
import { people } from './en/people.ts'
import { printer } from './en/printer.ts'
import { refund } from './en/refund.ts'
import { shift } from './en/shift.ts'
import { stock } from './en/stock.ts'

/**
 * The sentences in English of all that opens over the till, and of what it shares with the desk: nobody needs them for
 * a first sale. Why a document was not accepted is said by the server's own sentences: they are written for whoever
 * reads them at the till.
 */
export const enSheets = {
  camera,
  conflict,
  customer,
  desk,
  keys,
  orders,
  outbox,
  people,
  printer,
  refund,
  shift,
  stock,
  rejections,
}
