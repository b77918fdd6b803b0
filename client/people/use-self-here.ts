import { useShop } from '../app/shop-context.ts'
import { usePersonHere } from './use-person-here.ts'

/**
 * Whether whoever is at this screen is the one who signed in. Somebody who took over the till by PIN must not connect a
 * phone of their own to the account of the one before.
 */
export function useSelfHere(): boolean {
  return usePersonHere().id === useShop().session.user.id
}
