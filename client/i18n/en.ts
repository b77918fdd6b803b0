import { rejections } from '../../shared/errors.ts'
import { app } from './en/app.ts'
import { archive } from './en/archive.ts'
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
import { settings } from './en/settings.ts'
import { shift } from './en/shift.ts'
import { sold } from './en/sold.ts'
import { status } from './en/status.ts'
import { stock } from './en/stock.ts'
import { till } from './en/till.ts'
import { outbox } from './en/outbox.ts'
import { bulk } from './en/bulk.ts'
import { camera } from './en/camera.ts'
import { training } from './en/training.ts'
import { system } from './en/system.ts'
import { home } from './en/home.ts'
import { staff } from './en/staff.ts'
import { features } from './en/features.ts'
import { audit } from './en/audit.ts'
import { ledger } from './en/ledger.ts'
import { units } from './en/units.ts'

/**
 * Every sentence of the app in English, by the screen it stands on: one file a screen in `en/`. Why a document was not
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
  settings,
  shift,
  sold,
  receipt,
  printer,
  refund,
  orders,
  keys,
  desk,
  archive,
  conflict,
  customer,
  people,
  approval,
  training,
  camera,
  bulk,
  outbox,
  system,
  home,
  staff,
  features,
  audit,
  ledger,
  errors,
  rejections,
}
