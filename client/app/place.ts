import { useSyncExternalStore } from 'react'
import type { Role } from '../../shared/access/roles.ts'
import type { Kept } from './account.ts'

/** The pages of a lane, and those of the desk: a till that opens loads nothing of the desk. */
export const tillPlaces = ['/till', '/stock'] as const
export const deskPlaces = [
  '/home',
  '/summaries',
  '/orders',
  '/orders/all',
  '/archive',
  '/conflicts',
  '/approvals',
  '/products',
  '/reorder',
  '/customers',
  '/movements',
  '/dead-letters',
  '/shopify',
  '/status',
  '/branches',
] as const

/** What everybody sets for themselves. */
export const ownPlaces = ['/account'] as const

/** What an admin alone sets, changes and looks up: at the desk too, with pages below pages. */
export const adminPlaces = [
  '/bulk',
  '/settings/business',
  '/settings/branches',
  '/settings/people',
  '/settings/lanes',
  '/settings/features',
  '/audit',
] as const
export type SettingsPlace = (typeof adminPlaces)[number] | `/settings/branches/${string}`

/** The story of a product's stock. */
export type ProductPlace = `/products/${string}/history`

/** What a till pulled and pushed: for the desk. */
export type SyncLogPlace = `/devices/${string}/sync-log`

export type Place =
  | (typeof tillPlaces)[number]
  | (typeof deskPlaces)[number]
  | (typeof ownPlaces)[number]
  | SettingsPlace
  | ProductPlace
  | SyncLogPlace

/** Asks whether to leave; `leave` goes on to where somebody wanted to. */
type Ask = (leave: () => void) => void
let held: { path: string; ask: Ask } | null = null

/** Where this browser is in the app: the path of its address. */
export function usePlace(): string {
  return useSyncExternalStore(whenPlaceChanges, () => held?.path ?? location.pathname)
}

/**
 * Goes to another page of the app, as a link does.
 *
 * @param how.search what the page is asked for, from `?` on; without it, a page that is in sight stays as it is
 */
export function go(place: Place, how: { replacing?: boolean; search?: string } = {}): void {
  const { replacing = false, search } = how
  if (held && !replacing && place !== location.pathname) {
    whenLetGo(() => go(place, how))
    return
  }
  const isElsewhere = place !== location.pathname || (search !== undefined && search !== location.search)
  if (replacing) history.replaceState(null, '', place)
  else if (isElsewhere) history.pushState(null, '', place + (search ?? ''))
  tell()
}

/**
 * Stays at this page until it is let go, whatever the address says meanwhile: somebody has typed what would be lost.
 * Whoever wants to go elsewhere is asked first.
 *
 * @returns lets go
 */
export function holdPlace(ask: Ask): () => void {
  const mine = { path: location.pathname, ask }
  held = mine
  return () => {
    if (held === mine) held = null
    tell()
  }
}

/** Whether something was typed here that would be lost. */
export function isPlaceHeld(): boolean {
  return held !== null
}

/** Does what leaves this page, at once, or when whoever holds it has been asked and lets go. */
export function whenLetGo(leave: () => void): void {
  if (!held) leave()
  else {
    held.ask(() => {
      held = null
      leave()
    })
  }
}

/**
 * The page that an address stands for. One that means nothing, or is not for this person, leads home.
 *
 * @param seller the role of who is at the screen: a cashier who took over an admin's till by PIN stands at no desk, where
 * they would answer what they ask themselves. Settings stay, and say that they are not for them.
 */
export function placeFor(path: string, { user, lane }: Kept, seller: Role | undefined = user?.role): Place {
  const role = user?.role
  const hasDesk = role !== 'STAFF' && seller !== 'STAFF'
  const tillPlace = tillPlaces.find((one) => one === path)
  if (tillPlace && role !== 'SUPPORT') return tillPlace
  const ownPlace = ownPlaces.find((one) => one === path)
  // A cashier's browser becomes a lane first.
  if (ownPlace && role !== undefined && role === seller && (lane || role !== 'STAFF')) return ownPlace
  const deskPlace = deskPlaces.find((one) => one === path)
  if (deskPlace && hasDesk) return deskPlace
  if (isProduct(path) && hasDesk) return path
  if (isSyncLog(path) && hasDesk) return path
  if (isSettings(path) && role !== 'STAFF' && role !== 'SUPPORT') return path
  if (role === 'SUPPORT') return '/orders'
  return role === 'ADMIN' && !lane ? '/home' : '/till'
}

/**
 * Whether somebody who goes to this page comes to what it shows: settings stay for who took over by PIN and say that
 * they are not for them, which is nothing to be led to.
 */
export function leadsTo(path: string, kept: Kept, seller: Role): path is Place {
  return placeFor(path, kept, seller) === path && (!isSettings(path) || seller === 'ADMIN')
}

/** Whether a page is one of the desk's, which need no lane. */
export function isAtDesk(place: Place): boolean {
  const places: readonly string[] = [...deskPlaces, ...ownPlaces]
  return isSettings(place) || isProduct(place) || isSyncLog(place) || places.includes(place)
}

function isSettings(path: string): path is SettingsPlace {
  return adminPlaces.some((one) => one === path) || /^\/settings\/branches\/[A-Z0-9]{1,8}$/.test(path)
}

function isProduct(path: string): path is ProductPlace {
  return /^\/products\/[0-9a-f-]{36}\/history$/.test(path)
}

function isSyncLog(path: string): path is SyncLogPlace {
  return /^\/devices\/[0-9a-f-]{36}\/sync-log$/.test(path)
}

const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** Hears whenever the address may be another. */
export function whenPlaceChanges(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
