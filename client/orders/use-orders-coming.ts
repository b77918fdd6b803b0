import { useSyncState } from '../app/shop-context.ts'

/** Whether orders of other days are still on their way to this device for the first time: a list of them lacks some. */
export function useOrdersComing(): boolean {
  const { firstLoad } = useSyncState()
  return firstLoad?.some(({ collection, finished }) => collection === 'orders' && !finished) ?? false
}
