import { createContext, use, useState } from 'react'
import type { Shop, SyncState } from '../database/shop.ts'
import { beforeWord } from './before-word.ts'
import { newestOf, useObservable } from './use-observable.ts'

export const ShopContext = createContext<Shop | null>(null)

/** The open shop; only for components inside the frame, which shows them once it is open. */
export function useShop(): Shop {
  const shop = use(ShopContext)
  if (!shop) throw new Error('no shop is open here')
  return shop
}

/** The state of the sync; from the first look on what is known by then, so that no screen opens with an old word. */
export function useSyncState(): SyncState {
  const { state$ } = useShop().sync
  const [known] = useState(() => newestOf(state$) ?? beforeWord(0))
  return useObservable(state$, known)
}
