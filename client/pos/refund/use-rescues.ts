import { useEffect, useState, useSyncExternalStore } from 'react'
import { account, device, memory } from '../../app/app-parts.ts'
import { useShop, useSyncState } from '../../app/shop-context.ts'
import type { RescueQueue, WaitingReceipt } from './rescue-queue.ts'
import { createRescueQueue, isOpen, rescueKeyOf } from './rescue-queue.ts'

export type Rescues = { queue: RescueQueue; waiting: readonly WaitingReceipt[] }

const everyMinute = 60_000

/** The receipts that this lane has for the server: sent as soon as it can be reached. */
export function useRescues(): Rescues {
  const { session, sync } = useShop()
  const { connection } = useSyncState()
  const [queue] = useState(() =>
    createRescueQueue({ key: rescueKeyOf(session), memory, call: account.callAs, now: device.now }),
  )
  const waiting = useSyncExternalStore(queue.subscribe, queue.state)
  const open = waiting.filter(isOpen).length
  useEffect(() => {
    if (connection !== 'online' || open === 0) return
    const flush = () =>
      // What came back is pulled like everything else; asked for at once, it is here before the eye is.
      void queue.flush().then((sent) => (sent ? sync.syncNow().catch(() => null) : null))
    flush()
    const timer = setInterval(flush, everyMinute)
    return () => clearInterval(timer)
  }, [queue, connection, open, sync])
  useEffect(() => memory.follow((key) => (key === queue.key ? queue.reread() : undefined)), [queue])
  return { queue, waiting }
}
