import type { Role } from '../../shared/access/roles.ts'
import { usePersonHere } from './use-person-here.ts'

/** The role of whoever is at this screen: at a lane who is selling, elsewhere who is signed in. */
export function useRoleHere(): Role {
  return usePersonHere().role
}
