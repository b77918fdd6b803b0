import { z } from 'zod'

/** A view under a name: what stood in the address. */
export type SavedView = { name: string; address: string }

const SavedViews = z.array(z.object({ name: z.string(), address: z.string() }))

/** The views that a person has saved of a page, kept on this device. Who else should have one is sent its address. */
export function savedViews(storage: Storage, userId: string, page: string) {
  const key = `omnisync.views.${userId}.${page}`

  function all(): SavedView[] {
    try {
      return SavedViews.parse(JSON.parse(storage.getItem(key) ?? '[]'))
    } catch {
      return []
    }
  }

  function keep(views: readonly SavedView[]): SavedView[] {
    storage.setItem(key, JSON.stringify(views))
    return [...views]
  }

  return {
    all,
    /** The same name again is the same view. */
    save: (view: SavedView) => keep([...all().filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => keep(all().filter((one) => one.name !== name)),
  }
}
