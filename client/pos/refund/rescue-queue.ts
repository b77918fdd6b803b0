import { z } from 'zod'
import { ApiError } from '../../app/api.ts'
import type { Call } from '../../app/api.ts'
import type { ShopSession } from '../../database/shop.ts'

/** A receipt that was scanned here and whose sale the server shall learn of. */
const Waiting = z.object({
  id: z.string(),
  number: z.string(),
  codes: z.array(z.string()),
  at: z.string(),
  /** Why the server refused it, by its code; null while it waits. */
  refused: z.nullable(z.string()),
})
export type WaitingReceipt = z.infer<typeof Waiting>

type Parts = {
  /** Under which name this lane keeps them. */
  key: string
  memory: Pick<Storage, 'getItem' | 'setItem'>
  call(path: string, call?: Call): Promise<unknown>
  now(): number
}

/** Under which name the lane of a session keeps its receipts in this browser. */
export function rescueKeyOf({ user, lane }: ShopSession): string {
  return `omnisync.rescues.${user.tenantId}.${lane?.deviceId ?? ''}`
}

/** How many receipts of a session's lane still wait for the server. */
export function openRescuesIn(memory: Pick<Storage, 'getItem'>, session: ShopSession): number {
  return read(memory.getItem(rescueKeyOf(session))).filter(isOpen).length
}

/** The number of a sale that this lane has from its receipt alone; null where no such receipt waits. */
export function numberOfRescue(
  memory: Pick<Storage, 'getItem'>,
  session: ShopSession,
  orderId: string,
): string | null {
  return read(memory.getItem(rescueKeyOf(session))).find(({ id }) => id === orderId)?.number ?? null
}

/** Whether it waits, and was not refused. */
export function isOpen({ refused }: WaitingReceipt): boolean {
  return refused === null
}

export type RescueQueue = ReturnType<typeof createRescueQueue>

/**
 * Receipts of sales that nobody here knows, on their way to the server: kept through a reload, sent when there is a
 * network, once each. One that the server refuses stays until somebody has seen why.
 */
export function createRescueQueue({ key, memory, call, now }: Parts) {
  let waiting = read(memory.getItem(key))
  let sending: Promise<void> | null = null
  const listeners = new Set<() => void>()

  function keep(next: WaitingReceipt[]): void {
    waiting = next
    memory.setItem(key, JSON.stringify(next))
    for (const listener of listeners) listener()
  }

  async function send(): Promise<void> {
    for (const one of waiting.filter(isOpen)) {
      try {
        await call('/orders/rescue', { method: 'POST', body: { codes: one.codes } })
        keep(waiting.filter(({ id }) => id !== one.id))
      } catch (error) {
        if (!isFinal(error)) throw error
        keep(waiting.map((it) => (it.id === one.id ? { ...it, refused: error.code } : it)))
      }
    }
  }

  return {
    key,
    state: () => waiting as readonly WaitingReceipt[],
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    add({ id, number, codes }: Pick<WaitingReceipt, 'id' | 'number' | 'codes'>): void {
      const others = waiting.filter((one) => one.id !== id)
      keep([...others, { id, number, codes, at: new Date(now()).toISOString(), refused: null }])
    },
    dismiss: (id: string) => keep(waiting.filter((one) => one.id !== id)),
    /** Sends what waits. Resolves false where there was no network for it. */
    async flush(): Promise<boolean> {
      sending ??= send().finally(() => (sending = null))
      return sending.then(
        () => true,
        () => false,
      )
    },
    /** What another tab has written. */
    reread: () => keep(read(memory.getItem(key))),
  }
}

/** What the server says of this receipt is final; what it says of who asks, when and how is tried again. */
function isFinal(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false
  return error.status >= 400 && error.status < 500 && ![401, 408, 426, 429].includes(error.status)
}

function read(kept: string | null): WaitingReceipt[] {
  try {
    return z.array(Waiting).parse(JSON.parse(kept ?? '[]'))
  } catch {
    return []
  }
}
