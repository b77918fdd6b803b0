import type { Action } from '../command-palette/action.ts'
import type { Sentence } from '../i18n/translate.ts'
import { go, type Place } from './place.ts'

/**
 * The pages that people go to, once: the bar, the menu, the tabs of pages that belong together and the palette show
 * these. `bar` says from which width of the screen on the bar has room for a page; the menu and the palette have all.
 */
export const pages = [
  { to: '/till', says: 'app.till', for: 'till', isInMenu: true },
  { to: '/stock', says: 'stock.title', for: 'till', isInMenu: true },
  { to: '/home', says: 'home.title', for: 'desk', isInMenu: true, bar: 'md:flex' },
  { to: '/summaries', says: 'week.title', for: 'desk', isInMenu: true },
  { to: '/orders', says: 'desk.title', for: 'desk', isInMenu: true, bar: 'sm:flex' },
  { to: '/conflicts', says: 'cases.link', for: 'desk', isInMenu: true, bar: 'sm:flex' },
  { to: '/approvals', says: 'asked.link', for: 'desk', isInMenu: true },
  { to: '/archive', says: 'archive.title', for: 'desk', isInMenu: true, bar: 'lg:flex' },
  { to: '/orders/all', says: 'grid.orders', for: 'desk', isInMenu: true },
  { to: '/products', says: 'grid.products', for: 'desk', isInMenu: true, bar: 'sm:flex' },
  { to: '/reorder', says: 'reorder.title', for: 'desk', isInMenu: true, bar: '2xl:flex' },
  { to: '/customers', says: 'grid.customers', for: 'desk', isInMenu: true },
  { to: '/movements', says: 'grid.movements', for: 'desk', isInMenu: true },
  { to: '/dead-letters', says: 'desk.deadLetters', for: 'desk', isInMenu: true, bar: 'sm:flex' },
  { to: '/shopify', says: 'shopify.title', for: 'desk', isInMenu: true, bar: '2xl:flex' },
  { to: '/status', says: 'system.title', tab: 'system.system', for: 'desk', isInMenu: true, bar: 'lg:flex' },
  { to: '/branches', says: 'system.branches', tab: 'system.branches', for: 'desk' },
  { to: '/account', says: 'account.title', for: 'own', isInMenu: true },
  {
    to: '/settings/branches',
    says: 'settings.title',
    tab: 'settings.branches',
    for: 'admin',
    isInMenu: true,
    bar: 'lg:flex',
  },
  { to: '/settings/business', says: 'business.title', tab: 'business.title', for: 'admin' },
  { to: '/settings/people', says: 'staff.people', tab: 'staff.people', for: 'admin' },
  { to: '/settings/lanes', says: 'staff.lanes', tab: 'staff.lanes', for: 'admin' },
  { to: '/settings/features', says: 'features.title', tab: 'features.title', for: 'admin' },
  { to: '/audit', says: 'audit.title', tab: 'audit.title', for: 'admin' },
  { to: '/bulk', says: 'bulk.title', for: 'admin', isInMenu: true, bar: 'lg:flex' },
] as const satisfies readonly PageWords[]

type PageWords = {
  to: Place
  says: Sentence
  /** What it is called among its neighbours. */
  tab?: Sentence
  for: Action['for']
  isInMenu?: true
  bar?: string
}
export type Page = (typeof pages)[number]

/** Going to a page, as an action. */
export function goingTo({ to, says, for: right }: Page): Action {
  return { id: `go ${to}`, says, for: right, run: () => go(to) }
}
