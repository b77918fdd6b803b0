import { z } from 'zod'
import type { Entry } from './entry.ts'

const Recent = z.object({
  id: z.string(),
  section: z.enum(['products', 'orders', 'customers', 'branches', 'lanes', 'people', 'views']),
  title: z.string(),
  detail: z.string().optional(),
  address: z.string(),
})
export type Recent = z.infer<typeof Recent>

const mostKept = 12

/** What a person has opened by the palette, the newest first, kept on this device. */
export function recentOf(storage: Storage, userId: string) {
  const key = `omnisync.recent.${userId}`

  function all(): Recent[] {
    try {
      return z.array(Recent).parse(JSON.parse(storage.getItem(key) ?? '[]'))
    } catch {
      return []
    }
  }

  return {
    all,
    /** Only what can be gone back to is kept: a record or a view. */
    add(entry: Pick<Entry, 'id' | 'section' | 'title' | 'detail' | 'address'>): void {
      const { success, data } = Recent.safeParse(entry)
      if (!success) return
      const others = all().filter(({ id }) => id !== data.id)
      storage.setItem(key, JSON.stringify([data, ...others].slice(0, mostKept)))
    },
  }
}
