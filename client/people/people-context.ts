import { createContext, use, useSyncExternalStore } from 'react'
import type { KeptPeople } from './kept-people.ts'
import type { AskApproval } from './approval.ts'
import type { People } from './lane-people.ts'

export type PeopleHere = {
  people: People
  askApproval: AskApproval
  /** Opens "Who is selling?". */
  showPeople(): void
  /** Whether a PIN is being asked for: keys and scans belong to nobody else then. */
  asking: boolean
}

/** The people of this lane; null where this browser is none. */
export const PeopleContext = createContext<PeopleHere | null>(null)

export function usePeople(): PeopleHere | null {
  return use(PeopleContext)
}

/**
 * The people of the lane that is open; only for components that stand at one. `askApproval` is for every feature that
 * can pass a limit.
 */
export function useLanePeople(): PeopleHere {
  const here = use(PeopleContext)
  if (!here) throw new Error('this browser is no lane')
  return here
}

/** What the lane knows of its people, at every change. */
export function usePeopleState(people: People): KeptPeople {
  return useSyncExternalStore(people.subscribe, people.state)
}
