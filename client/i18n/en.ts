import { rejections } from '../../shared/errors.ts'
import { app } from './en/app.ts'
import { approval } from './en/approval.ts'
import { cart } from './en/cart.ts'
import { common } from './en/common.ts'
import { conflict } from './en/conflict.ts'
import { customer } from './en/customer.ts'
import { desk } from './en/desk.ts'
import { errors } from './en/errors.ts'
import { firstLoad } from './en/first-load.ts'
import { keys } from './en/keys.ts'
import { lane } from './en/lane.ts'
import { orders } from './en/orders.ts'
import { parked } from './en/parked.ts'
import { pay } from './en/pay.ts'
import { people } from './en/people.ts'
import { receipt } from './en/receipt.ts'
import { printer } from './en/printer.ts'
import { refund } from './en/refund.ts'
import { signIn } from './en/sign-in.ts'
import { shift } from './en/shift.ts'
import { sold } from './en/sold.ts'
import { status } from './en/status.ts'
import { stock } from './en/stock.ts'
import { till } from './en/till.ts'
import { outbox } from './en/outbox.ts'
import { camera } from './en/camera.ts'
import { training } from './en/training.ts'
import { units } from './en/units.ts'

/**
 * Every sentence in English of the till and of what it shares with the desk, by the screen it stands on: one file a
 * screen in `en/`. What only the desk says is in `en-desk.ts`. Why a document was not
 * accepted is said by the server's own sentences: they are written for whoever reads them at the till.
 */
export const en = {
  units,
  common,
  app,
  signIn,
  lane,
  status,
  stock,
  firstLoad,
  till,
  cart,
  pay,
  parked,
  shift,
  sold,
  receipt,
  printer,
  refund,
  orders,
  keys,
  desk,
  conflict,
  customer,
  people,
  approval,
  training,
  camera,
  outbox,
  errors,
  rejections,
}
