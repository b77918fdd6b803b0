import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { account } from '../app/app-parts.ts'

const Entry = z.object({
  id: z.string(),
  at: z.string(),
  direction: z.enum(['pull', 'push', 'stream']),
  collection: z.string().nullable(),
  requests: z.int(),
  documents: z.int(),
  conflicts: z.int(),
  rejected: z.int(),
  errors: z.int(),
  lastError: z.string().nullable(),
  reached: z.int().nullable(),
})
export type Entry = z.infer<typeof Entry>
const Page = z.object({ entries: z.array(Entry), next: z.string().nullable() })

const Device = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  branchId: z.string(),
  revokedAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
})
export type LoggedDevice = z.infer<typeof Device>
const Devices = z.object({ devices: z.array(Device) })

/** Milliseconds between looks at what is new: the server writes its log every two seconds. */
const pace = 3_000
const pageSize = 100

/** The log of one device, the newest first and live, with older pages on demand; and all devices, to go to another. */
export function useSyncLog(id: string) {
  const [devices, setDevices] = useState<readonly LoggedDevice[] | null>(null)
  const [entries, setEntries] = useState<readonly Entry[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const wasRead = useRef(false)

  useEffect(() => {
    let current = true
    async function look() {
      const [found, page] = await Promise.all([fetchDevices(), fetchPage(id, null)])
      if (!current) return
      setDevices(found)
      setEntries((before) => [...page.entries, ...olderThan(page.entries, before ?? [])])
      if (!wasRead.current) setNext(page.next)
      wasRead.current = true
      setFault(null)
    }
    const failed = (error: unknown) => (current ? setFault(error) : undefined)
    look().catch(failed)
    const timer = setInterval(() => (document.hidden ? undefined : void look().catch(failed)), pace)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [id, attempt])

  async function more() {
    if (next === null) return
    try {
      const page = await fetchPage(id, next)
      setEntries((before) => [...(before ?? []), ...page.entries])
      setNext(page.next)
    } catch (error) {
      setFault(error)
    }
  }

  return {
    devices,
    entries,
    hasMore: next !== null,
    fault,
    more: () => void more(),
    again: () => setAttempt(attempt + 1),
  }
}

/** What stands behind the newest page, where the two meet; more than a page of news leaves a gap, so they don't. */
function olderThan(newest: readonly Entry[], before: readonly Entry[]): readonly Entry[] {
  const last = newest.at(-1)
  const at = before.findIndex(({ id }) => id === last?.id)
  return at === -1 ? [] : before.slice(at + 1)
}

async function fetchDevices(): Promise<LoggedDevice[]> {
  return Devices.parse(await account.callAs('/devices')).devices
}

async function fetchPage(id: string, after: string | null) {
  const query = new URLSearchParams({ limit: String(pageSize), ...(after === null ? {} : { after }) })
  return Page.parse(await account.callAs(`/devices/${id}/sync-log?${query.toString()}`))
}
