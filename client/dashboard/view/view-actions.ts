import { BookMarked, Trash2 } from 'lucide-react'
import { go } from '../../app/place.ts'
import type { Action } from '../../command-palette/action.ts'
import type { Sentence } from '../../i18n/translate.ts'
import type { savedViews, SavedView } from './saved-views.ts'

/** The pages that have views: as they are kept, where they are, and what they are called. */
export const pagesWithViews = [
  { name: 'products', place: '/products', says: 'grid.products' },
  { name: 'orders', place: '/orders/all', says: 'grid.orders' },
  { name: 'customers', place: '/customers', says: 'grid.customers' },
  { name: 'movements', place: '/movements', says: 'grid.movements' },
] as const satisfies readonly { name: string; place: string; says: Sentence }[]
export type PageWithViews = (typeof pagesWithViews)[number]

/** Shows a page as it was saved. */
export function showingView({ name: page, place }: PageWithViews, { name, address }: SavedView): Action {
  return {
    id: `view ${page} ${name}`,
    says: 'palette.view',
    values: { name },
    icon: BookMarked,
    for: 'desk',
    run: () => go(place, { search: address === '' ? '' : `?${address}` }),
  }
}

/** Forgets a saved view, once somebody has said yes to it. */
export function removingView(
  views: ReturnType<typeof savedViews>,
  page: string,
  name: string,
  done: () => void = () => {},
): Action {
  return {
    id: `remove view ${page} ${name}`,
    says: 'grid.removeView',
    values: { name },
    icon: Trash2,
    for: 'desk',
    asks: { says: 'grid.removeView', adds: 'grid.removeViewHint', button: 'grid.remove' },
    run() {
      views.remove(name)
      done()
    },
  }
}
