import { useEffect, useMemo, useState } from 'react'
import { useShop } from '../app/shop-context.ts'
import { usePersonHere } from '../people/use-person-here.ts'
import { offeredTo, rightsOf, type Action, type Right } from './action.ts'
import { offer, withdraw } from './offered.ts'

/** What whoever is at this screen may do. */
export function useRights(): ReadonlySet<Right> {
  const { user, training } = useShop().session
  const { id, role: seller } = usePersonHere()
  const { role } = user
  const isSelf = id === user.id
  return useMemo(
    () => rightsOf({ role, seller, isSelf, training: training === true }),
    [role, seller, isSelf, training],
  )
}

/**
 * Offers what this part of the page can do, for as long as it is there: by its keys and in the palette.
 *
 * @returns those that this person may do, for the buttons of the page
 */
export function useActions(actions: readonly Action[]): readonly Action[] {
  const [part] = useState(() => Symbol('part of the page'))
  const mine = offeredTo(useRights(), actions)
  // At every drawing: what they do is about what the page knows now.
  useEffect(() => offer(part, mine))
  useEffect(() => () => withdraw(part), [part])
  return mine
}
