import { useSyncState } from '../app/shop-context.ts'

/**
 * How many orders of the first load have come, while some have not: a list of them lacks some, and a sale perhaps its
 * refunds. Null once all are here.
 */
export function useOrdersComing(): number | null {
  const { firstLoad } = useSyncState()
  const orders = firstLoad?.find(({ collection }) => collection === 'orders')
  return orders && !orders.finished ? orders.done : null
}
