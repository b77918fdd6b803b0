import { useSyncExternalStore } from 'react'
import { useShop } from '../app/shop-context.ts'
import { usePeople } from '../people/people-context.ts'

const never = () => () => {}

/**
 * Whether whoever is at this screen is the one who signed in. Somebody who took over the till by PIN must not connect a
 * phone of their own to the account of the one before.
 */
export function useSelfHere(): boolean {
  const { user } = useShop().session
  const people = usePeople()?.people
  const id = useSyncExternalStore(people?.subscribe ?? never, () => people?.seller().id ?? user.id)
  return id === user.id
}
