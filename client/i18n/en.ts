import { app } from './en/app.ts'
import { approval } from './en/approval.ts'
import { cart } from './en/cart.ts'
import { common } from './en/common.ts'
import { errors } from './en/errors.ts'
import { firstLoad } from './en/first-load.ts'
import { lane } from './en/lane.ts'
import { parked } from './en/parked.ts'
import { pay } from './en/pay.ts'
import { receipt } from './en/receipt.ts'
import { signIn } from './en/sign-in.ts'
import { sold } from './en/sold.ts'
import { status } from './en/status.ts'
import { till } from './en/till.ts'
import { training } from './en/training.ts'
import { units } from './en/units.ts'

/**
 * The sentences in English that a till says before it has sold anything, and others go on saying: one file a screen in
 * `en/`. What only its sheets say is in `en-sheets.ts`, what only the desk says in `en-desk.ts`; a test holds that
 * nothing is said whose words are not there yet.
 */
export const en = {
  units,
  common,
  app,
  signIn,
  lane,
  status,
  firstLoad,
  till,
  cart,
  pay,
  parked,
  sold,
  receipt,
  approval,
  training,
  errors,
}
