import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { account } from '../app/app-parts.ts'
import { readNewest, withNewest, withOlder } from './log-pages.ts'
import type { LogPages } from './log-pages.ts'

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
  const [log, setLog] = useState<LogPages<Entry> | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const shown = useRef(log)
  useEffect(() => {
    shown.current = log
  })

  useEffect(() => {
    let current = true
    async function look() {
      const read = (after: string | null) => fetchPage(id, after)
      const [found, newest] = await Promise.all([fetchDevices(), readNewest(read, shown.current)])
      if (!current) return
      setDevices(found)
      setLog((before) => withNewest(newest, before))
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
    const after = log?.next ?? null
    if (after === null) return
    try {
      const page = await fetchPage(id, after)
      setLog((before) => withOlder(page, after, before))
    } catch (error) {
      setFault(error)
    }
  }

  return {
    devices,
    entries: log?.entries ?? null,
    hasMore: log !== null && log.next !== null,
    fault,
    more: () => void more(),
    again: () => setAttempt(attempt + 1),
  }
}

async function fetchDevices(): Promise<LoggedDevice[]> {
  return Devices.parse(await account.callAs('/devices')).devices
}

async function fetchPage(id: string, after: string | null) {
  const query = new URLSearchParams({ limit: String(pageSize), ...(after === null ? {} : { after }) })
  return Page.parse(await account.callAs(`/devices/${id}/sync-log?${query.toString()}`))
}
