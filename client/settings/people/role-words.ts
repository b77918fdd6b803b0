import type { Role } from '../../../shared/access/roles.ts'
import type { Translate } from '../../i18n/translate.ts'

/** What a role is called on screen. */
export function roleWords(role: Role, t: Translate): string {
  return { ADMIN: t('staff.roleAdmin'), SUPPORT: t('staff.roleSupport'), STAFF: t('staff.roleStaff') }[role]
}
