import { useSyncExternalStore } from 'react'
import type { LanePerson } from '../../shared/access/lane-people.ts'
import { useShop } from '../app/shop-context.ts'
import { usePeople } from './people-context.ts'

const never = () => () => {}

/** Whoever is at this screen: at a lane who is selling, elsewhere who is signed in. */
export function usePersonHere(): Pick<LanePerson, 'id' | 'name' | 'role'> {
  const { user } = useShop().session
  const people = usePeople()?.people
  return useSyncExternalStore(people?.subscribe ?? never, () => people?.seller() ?? user)
}
