import { createContext, use, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { settingsOf } from '../../shared/branches/branch.ts'
import { device, memory } from '../app/app-parts.ts'
import type { Catalogue, Shop } from '../database/shop.ts'
import { useLanePeople } from '../people/people-context.ts'
import { keptSale } from './kept-sale.ts'
import { keptLanes } from './lanes/kept-lanes.ts'
import { allowanceOf, hearsNothing } from './lanes/lane-risk.ts'
import { payRulesOf } from './pay-rules.ts'
import { playIfWanted } from './prefs-here.ts'
import type { TillState } from './till/state.ts'
import type { Till } from './till.ts'
import { createTill } from './till.ts'

/** The till with what every part of its page needs to know. */
export type OpenTill = { till: Till; shop: Shop; branch: Branch }

/** The catalogue as it is at a version: another one says that answers may have changed. */
export type CatalogueNow = { catalogue: Catalogue; version: number }

export const TillContext = createContext<OpenTill | null>(null)

export function useOpenTill(): OpenTill {
  const open = use(TillContext)
  if (!open) throw new Error('no till is open here')
  return open
}

export function useTillState(): TillState {
  const { till } = useOpenTill()
  return useSyncExternalStore(till.subscribe, till.state)
}

/** One part of the state: what shows the sale is not drawn again for each letter of a search. */
export function useTillPart<Part extends keyof TillState>(part: Part): TillState[Part] {
  const { till } = useOpenTill()
  return useSyncExternalStore(till.subscribe, () => till.state()[part])
}

/**
 * The lane's till with the sale that was open before a reload, and the money on its counter. Null for the moment it takes to look whether that
 * sale was paid just before: then it is sold, and must not be sold again. A tab that becomes the writer takes
 * over the sale as it was left.
 */
export function useLaneTill(shop: Shop, branch: Branch | null, isWriter: boolean): Till | null {
  const [till, setTill] = useState<Till | null>(null)
  const { people, askApproval } = useLanePeople()
  const currency = branch?.settings.currency ?? null
  // A new limit holds at once; a till that was made anew for it would lose the money on the counter.
  const settings = useMemo(() => settingsOf(branch?.settings), [branch])
  const latest = useRef(settings)
  useEffect(() => {
    latest.current = settings
  }, [settings])
  const openShift = useRef<string | null>(null)
  useEffect(() => {
    const following = shop.shifts.own$.subscribe((shifts) => {
      openShift.current = shifts.find(({ closedAt }) => closedAt === null)?.id ?? null
    })
    return () => following.unsubscribe()
  }, [shop])
  const alone = useRef(false)
  useEffect(() => {
    const following = shop.sync.state$.subscribe((state) => {
      alone.current = hearsNothing(state)
    })
    return () => following.unsubscribe()
  }, [shop])
  useEffect(() => {
    const { lane } = shop.session
    if (!lane || !currency) return
    const lanes = keptLanes(memory, lane.branchId)
    const storage = keptSale(memory, lane.deviceId)
    const before = storage.read()
    let current = true
    const sold =
      before && before.cart.lines.length > 0
        ? shop.orders.byId(before.cart.id).catch(() => null)
        : Promise.resolve(null)
    void sold.then((order) => {
      if (!current) return
      const parts = {
        seller: () => ({
          branchId: lane.branchId,
          deviceId: lane.deviceId,
          cashierId: people.seller().id,
          currency,
        }),
        limits: () => latest.current.limits,
        scales: () => latest.current.scaleCodes,
        payRules: () => payRulesOf(latest.current),
        askApproval,
        catalogue: shop.catalogue,
        onHand: (productId: string) => shop.stock.onHand(productId)?.onHand ?? null,
        allowance(productId: string) {
          const known = shop.stock.onHand(productId)
          if (!latest.current.allowance.enabled || !alone.current || !known) return null
          return allowanceOf(lanes.read(), lane.code, known)
        },
        place: shop.orders.place,
        isSold: async (orderId: string) => (await shop.orders.byId(orderId)) !== null,
        parked: shop.parked,
        lacksShift: () => latest.current.requireShift && openShift.current === null,
        // The open sale belongs to the tab that writes; another one only shows it (C2).
        keep: isWriter ? storage.keep : async () => {},
        now: () => new Date(device.now()).toISOString(),
        newId: device.newId,
        signal: playIfWanted,
      }
      setTill(createTill(parts, order ? null : before))
    })
    return () => {
      current = false
    }
  }, [shop, currency, isWriter, people, askApproval])
  return till
}
