import type { AccountChange, AccountSettings } from '../../shared/account/settings.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { addresseeById, chosenLanguage, keepSettings } from './queries.ts'

type Person = { tenantId: string; userId: string }

/** What somebody set for themselves, with what holds where they set nothing. */
export async function readSettings(deps: Deps, { tenantId, userId }: Person): Promise<AccountSettings> {
  const db = deps.database.tenant(tenantId)
  const [person, language] = await Promise.all([
    addresseeById(db, tenantId, userId),
    chosenLanguage(db, tenantId, userId),
  ])
  if (!person) throw new ApiError('auth/user-disabled')
  const { email, lowStockMail, lowStockTelegram } = person
  return { language, email, lowStockMail, lowStockTelegram, mailIsOn: deps.mail.isOn }
}

/** Changes what is named; the rest stays. */
export async function changeSettings(
  deps: Deps,
  person: Person,
  change: AccountChange,
): Promise<AccountSettings> {
  const { tenantId, userId } = person
  await inTransaction(deps.database.tenant(tenantId), (tx) => keepSettings(tx, tenantId, userId, change))
  return readSettings(deps, person)
}
