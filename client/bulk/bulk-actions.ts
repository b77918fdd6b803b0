import { Boxes, CircleDollarSign, FolderTree, Power, Tags } from 'lucide-react'
import type { Action } from '../command-palette/action.ts'
import type { Kind } from './operation-draft.ts'

/**
 * What an admin can change of many products at once; each opens the way over the preview.
 *
 * @param count how many are selected
 */
export function bulkActions(count: number, open: (kind: Kind) => void): Action[] {
  const of = (kind: Kind, more: Pick<Action, 'says' | 'icon' | 'keys'>): Action => ({
    id: `bulk ${kind}`,
    for: 'admin',
    selected: count,
    run: () => open(kind),
    ...more,
  })
  return [
    of('price-percent', { says: 'bulk.changePrice', icon: CircleDollarSign, keys: 'P' }),
    of('category', { says: 'bulk.changeCategory', icon: FolderTree }),
    of('tags', { says: 'bulk.changeTags', icon: Tags }),
    of('status', { says: 'bulk.changeStatus', icon: Power }),
    of('reorder-point', { says: 'bulk.changePoint', icon: Boxes }),
  ]
}
