import { useSyncExternalStore } from 'react'
import type { Kept } from './account.ts'

/** The pages of a lane, and those of the desk: a till that opens loads nothing of the desk. */
export const tillPlaces = ['/till', '/stock'] as const
export const deskPlaces = ['/orders', '/dead-letters'] as const

export type Place = (typeof tillPlaces)[number] | (typeof deskPlaces)[number]

/** Where this browser is in the app: the path of its address. */
export function usePlace(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

/** Goes to another page of the app, as a link does. */
export function go(place: Place, { replacing } = { replacing: false }): void {
  if (replacing) history.replaceState(null, '', place)
  else if (place !== location.pathname) history.pushState(null, '', place)
  for (const listener of listeners) listener()
}

/** The page that an address stands for. One that means nothing, or is not for this person, leads home. */
export function placeFor(path: string, { user, lane }: Kept): Place {
  const role = user?.role
  const tillPlace = tillPlaces.find((one) => one === path)
  if (tillPlace && role !== 'SUPPORT') return tillPlace
  const deskPlace = deskPlaces.find((one) => one === path)
  if (deskPlace && role !== 'STAFF') return deskPlace
  return role === 'SUPPORT' || (role === 'ADMIN' && !lane) ? '/orders' : '/till'
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
