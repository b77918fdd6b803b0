import { z } from 'zod'
import { emptyList, modes, WorkList } from './work-list.ts'
import type { Mode } from './work-list.ts'

export type Lists = Readonly<Record<Mode, WorkList>>

/** What somebody was at, with the list of each kind of work. */
export type KeptWork = { mode: Mode; lists: Lists }

const Kept = z.object({ mode: z.enum(modes), lists: z.array(z.unknown()) })

/** The lane's open stock work in this browser's storage: a reload in the middle of a delivery finds it again. */
export function keptWork(storage: Pick<Storage, 'getItem' | 'setItem'>, deviceId: string) {
  const key = `omnisync.stock-work.${deviceId}`
  return {
    keep({ mode, lists }: KeptWork): void {
      try {
        storage.setItem(key, JSON.stringify({ mode, lists: Object.values(lists) }))
      } catch {
        // Storage is full or blocked: the lists live on in memory.
      }
    },
    read(): KeptWork {
      const empty = Object.fromEntries(modes.map((mode) => [mode, emptyList(mode)])) as Lists
      try {
        const { mode, lists } = Kept.parse(JSON.parse(storage.getItem(key) ?? 'null'))
        // Each by itself: one that cannot be read any more does not take the others with it.
        const readable = lists.flatMap((list) => WorkList.safeParse(list).data ?? [])
        return { mode, lists: { ...empty, ...Object.fromEntries(readable.map((one) => [one.mode, one])) } }
      } catch {
        return { mode: 'receive', lists: empty }
      }
    },
  }
}

/** A list that was written is done, whatever a crash left in the browser's storage. */
export async function withoutWritten(
  { mode, lists }: KeptWork,
  written: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<KeptWork> {
  const ids = Object.values(lists).flatMap((list) => list.lines.map(({ id }) => id))
  if (ids.length === 0) return { mode, lists }
  const done = new Set(await written(ids))
  const open = Object.values(lists).map((list) =>
    list.lines.some(({ id }) => done.has(id)) ? emptyList(list.mode) : list,
  )
  return { mode, lists: Object.fromEntries(open.map((list) => [list.mode, list])) as Lists }
}
