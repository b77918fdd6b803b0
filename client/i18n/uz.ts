import type { English } from './english.ts'
import { app } from './uz/app.ts'
import { account } from './uz/account.ts'
import { archive } from './uz/archive.ts'
import { asked } from './uz/asked.ts'
import { backups } from './uz/backups.ts'
import { business } from './uz/business.ts'
import { join } from './uz/join.ts'
import { approval } from './uz/approval.ts'
import { cart } from './uz/cart.ts'
import { cases } from './uz/cases.ts'
import { common } from './uz/common.ts'
import { conflict } from './uz/conflict.ts'
import { customer } from './uz/customer.ts'
import { desk } from './uz/desk.ts'
import { errors } from './uz/errors.ts'
import { firstLoad } from './uz/first-load.ts'
import { grid } from './uz/grid.ts'
import { keys } from './uz/keys.ts'
import { lane } from './uz/lane.ts'
import { fields } from './uz/fields.ts'
import { letters } from './uz/letters.ts'
import { syncLog } from './uz/sync-log.ts'
import { orders } from './uz/orders.ts'
import { palette } from './uz/palette.ts'
import { parked } from './uz/parked.ts'
import { pay } from './uz/pay.ts'
import { people } from './uz/people.ts'
import { receipt } from './uz/receipt.ts'
import { printer } from './uz/printer.ts'
import { refund } from './uz/refund.ts'
import { signIn } from './uz/sign-in.ts'
import { rejections } from './uz/rejections.ts'
import { shopify } from './uz/shopify.ts'
import { reorder } from './uz/reorder.ts'
import { settings } from './uz/settings.ts'
import { shift } from './uz/shift.ts'
import { sold } from './uz/sold.ts'
import { status } from './uz/status.ts'
import { stock } from './uz/stock.ts'
import { till } from './uz/till.ts'
import { outbox } from './uz/outbox.ts'
import { bulk } from './uz/bulk.ts'
import { camera } from './uz/camera.ts'
import { training } from './uz/training.ts'
import { system } from './uz/system.ts'
import { home } from './uz/home.ts'
import { staff } from './uz/staff.ts'
import { closing } from './uz/closing.ts'
import { features } from './uz/features.ts'
import { audit } from './uz/audit.ts'
import { ledger } from './uz/ledger.ts'
import { units } from './uz/units.ts'
import { week } from './uz/week.ts'
import type { Uzbek } from './translation.ts'

/** Every sentence of the app in Uzbek. */
export const uz: { [Area in keyof English]: Uzbek<Area> } = {
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
