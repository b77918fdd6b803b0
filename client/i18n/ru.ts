import type { English } from './english.ts'
import { app } from './ru/app.ts'
import { account } from './ru/account.ts'
import { archive } from './ru/archive.ts'
import { asked } from './ru/asked.ts'
import { backups } from './ru/backups.ts'
import { business } from './ru/business.ts'
import { join } from './ru/join.ts'
import { approval } from './ru/approval.ts'
import { cart } from './ru/cart.ts'
import { cases } from './ru/cases.ts'
import { common } from './ru/common.ts'
import { conflict } from './ru/conflict.ts'
import { customer } from './ru/customer.ts'
import { desk } from './ru/desk.ts'
import { errors } from './ru/errors.ts'
import { firstLoad } from './ru/first-load.ts'
import { grid } from './ru/grid.ts'
import { keys } from './ru/keys.ts'
import { lane } from './ru/lane.ts'
import { fields } from './ru/fields.ts'
import { letters } from './ru/letters.ts'
import { syncLog } from './ru/sync-log.ts'
import { orders } from './ru/orders.ts'
import { palette } from './ru/palette.ts'
import { parked } from './ru/parked.ts'
import { pay } from './ru/pay.ts'
import { people } from './ru/people.ts'
import { receipt } from './ru/receipt.ts'
import { printer } from './ru/printer.ts'
import { refund } from './ru/refund.ts'
import { signIn } from './ru/sign-in.ts'
import { rejections } from './ru/rejections.ts'
import { shopify } from './ru/shopify.ts'
import { reorder } from './ru/reorder.ts'
import { settings } from './ru/settings.ts'
import { shift } from './ru/shift.ts'
import { sold } from './ru/sold.ts'
import { status } from './ru/status.ts'
import { stock } from './ru/stock.ts'
import { till } from './ru/till.ts'
import { outbox } from './ru/outbox.ts'
import { bulk } from './ru/bulk.ts'
import { camera } from './ru/camera.ts'
import { training } from './ru/training.ts'
import { system } from './ru/system.ts'
import { home } from './ru/home.ts'
import { staff } from './ru/staff.ts'
import { closing } from './ru/closing.ts'
import { features } from './ru/features.ts'
import { audit } from './ru/audit.ts'
import { ledger } from './ru/ledger.ts'
import { units } from './ru/units.ts'
import { week } from './ru/week.ts'
import type { Russian } from './translation.ts'

/** Every sentence of the app in Russian. */
export const ru: { [Area in keyof English]: Russian<Area> } = {
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
  palette,
  parked,
  reorder,
  settings,
  shopify,
  shift,
  sold,
  receipt,
  printer,
  refund,
  orders,
  keys,
  desk,
  account,
  archive,
  asked,
  backups,
  business,
  join,
  fields,
  letters,
  syncLog,
  conflict,
  cases,
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
  closing,
  features,
  audit,
  ledger,
  errors,
  rejections,
  week,
  grid,
}
