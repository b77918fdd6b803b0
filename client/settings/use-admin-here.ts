import { useShop } from '../app/shop-context.ts'
import { useRoleHere } from '../people/use-role-here.ts'

/**
 * Whether an admin is at this screen: signed in, and at a lane also the one who is selling. A cashier who took over by
 * PIN must not lift their own limits in the admin's session.
 */
export function useAdminHere(): boolean {
  const { user, training } = useShop().session
  return useRoleHere() === 'ADMIN' && user.role === 'ADMIN' && !training
}
