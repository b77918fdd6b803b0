import { useSyncExternalStore } from 'react'
import { useShop } from '../app/shop-context.ts'
import { usePeople } from '../people/people-context.ts'

const never = () => () => {}

/**
 * Whether an admin is at this screen: signed in, and at a lane also the one who is selling. A cashier who took over by
 * PIN must not lift their own limits in the admin's session.
 */
export function useAdminHere(): boolean {
  const { user, training } = useShop().session
  const people = usePeople()?.people
  const role = useSyncExternalStore(people?.subscribe ?? never, () => people?.seller().role ?? user.role)
  return user.role === 'ADMIN' && role === 'ADMIN' && !training
}
