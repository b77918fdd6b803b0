import { useSyncExternalStore } from 'react'
import type { Role } from '../../shared/access/roles.ts'
import { useShop } from '../app/shop-context.ts'
import { usePeople } from './people-context.ts'

const never = () => () => {}

/** The role of whoever is at this screen: at a lane who is selling, elsewhere who is signed in. */
export function useRoleHere(): Role {
  const { user } = useShop().session
  const people = usePeople()?.people
  return useSyncExternalStore(people?.subscribe ?? never, () => people?.seller().role ?? user.role)
}
