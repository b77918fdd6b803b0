import { fields } from './en/fields.ts'
import { letters } from './en/letters.ts'
import { syncLog } from './en/sync-log.ts'
import { account } from './en/account.ts'
import { archive } from './en/archive.ts'
import { asked } from './en/asked.ts'
import { backups } from './en/backups.ts'
import { business } from './en/business.ts'
import { join } from './en/join.ts'
import { audit } from './en/audit.ts'
import { bulk } from './en/bulk.ts'
import { cases } from './en/cases.ts'
import { closing } from './en/closing.ts'
import { deskErrors } from './en/desk-errors.ts'
import { features } from './en/features.ts'
import { grid } from './en/grid.ts'
import { home } from './en/home.ts'
import { ledger } from './en/ledger.ts'
import { palette } from './en/palette.ts'
import { reorder } from './en/reorder.ts'
import { settings } from './en/settings.ts'
import { shopify } from './en/shopify.ts'
import { staff } from './en/staff.ts'
import { system } from './en/system.ts'
import { week } from './en/week.ts'

/** The sentences in English that only the desk and the way to it say: a till does not load them. */
export const enDesk = {
  account,
  archive,
  asked,
  backups,
  business,
  join,
  audit,
  bulk,
  cases,
  closing,
  errors: deskErrors,
  features,
  grid,
  home,
  ledger,
  palette,
  reorder,
  settings,
  shopify,
  staff,
  system,
  fields,
  letters,
  syncLog,
  week,
}
