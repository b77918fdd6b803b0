import type { Role } from '../../shared/access/roles.ts'
import type { SpokenLanguage } from '../../shared/account/settings.ts'

/** Somebody as whoever tells them something must know them. */
export type Addressee = {
  userId: string
  name: string
  email: string
  role: Role
  branchId: string | null
  language: SpokenLanguage
  lowStockMail: boolean
  lowStockTelegram: boolean
}
