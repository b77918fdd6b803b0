import type { ReactNode } from 'react'
import { createContext, use, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { BranchLanes } from '../../../shared/branches/lanes.ts'
import { account, memory } from '../../app/app-parts.ts'
import { useShop, useSyncState } from '../../app/shop-context.ts'
import { useNow } from '../../app/use-now.ts'
import { keptLanes } from './kept-lanes.ts'
import type { Risk } from './lane-risk.ts'
import { riskNow } from './lane-risk.ts'

const minute = 60_000
const RiskContext = createContext<Risk>({ age: null, heard: false, unseen: [] })

/** What makes counts on this screen uncertain just now. */
export function useRisk(): Risk {
  return use(RiskContext)
}

/**
 * Asks for the lanes of the branch while the server can be reached, keeps them for when it cannot, and tells
 * everything below how uncertain a count is.
 */
export function RiskProvider({ children }: { children: ReactNode }) {
  const { lane, training } = useShop().session
  const state = useSyncState()
  const online = state.connection === 'online'
  const branchId = lane?.branchId ?? ''
  const deviceId = lane?.deviceId ?? ''
  const kept = useMemo(() => keptLanes(memory, branchId), [branchId])
  const [lanes, setLanes] = useState<BranchLanes | null>(() => kept.read())
  const now = useNow(minute)

  useEffect(() => {
    if (!online || branchId === '' || training) return
    let current = true
    const fetchLanes = async () => {
      const fresh = BranchLanes.parse(await account.callAs(`/branches/${branchId}/lanes`))
      kept.keep(fresh)
      if (current) setLanes(fresh)
      const own = fresh.lanes.find(({ id }) => id === deviceId)
      if (own) await account.nameLane(own.id, own.name)
      // The answer to an introduction may have been lost, and a page of before did not read it.
      if (own) await account.takeCode(own.id, own.code)
    }
    // What fails now is tried again in a minute; nothing waits for it.
    const ask = () => void fetchLanes().catch(() => null)
    ask()
    const timer = setInterval(ask, minute)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [online, branchId, deviceId, kept, training])

  const own = lane?.code ?? ''
  const lastSync = state.lastSync === null ? null : Date.parse(state.lastSync)
  const risk = riskNow(lanes, own, { ...state, lastSync }, now)
  // Every tile reads it: the same to the minute is the same.
  const age = risk.age === null ? null : Math.floor(risk.age / minute) * minute
  const key = JSON.stringify({ ...risk, age })
  const shown = useMemo(() => RiskJson.parse(JSON.parse(key)), [key])
  return <RiskContext value={shown}>{children}</RiskContext>
}

const RiskJson = z.object({ age: z.nullable(z.number()), heard: z.boolean(), unseen: z.array(z.string()) })
