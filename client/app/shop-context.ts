import { createContext, use } from 'react'
import type { Shop, SyncState } from '../database/shop.ts'
import { useObservable } from './use-observable.ts'

export const ShopContext = createContext<Shop | null>(null)

/** The open shop; only for components inside the frame, which shows them once it is open. */
export function useShop(): Shop {
  const shop = use(ShopContext)
  if (!shop) throw new Error('no shop is open here')
  return shop
}

const notHeardYet: SyncState = {
  connection: 'offline',
  since: '',
  firstLoad: null,
  waiting: 0,
  oldestWaiting: null,
  needHelp: 0,
  retry: null,
  needsLogin: false,
  tooOld: false,
  stopped: null,
  broken: null,
  isWriter: true,
  lastSync: null,
  restarts: 0,
  healed: 0,
}

export function useSyncState(): SyncState {
  return useObservable(useShop().sync.state$, notHeardYet)
}
