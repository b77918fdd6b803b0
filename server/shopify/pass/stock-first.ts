import { setTimeout as rest } from 'node:timers/promises'
import type { ShopApi } from '../api/shop-api.ts'

/** Of the budget so much is the stock's while it is at work, as a share of the whole. */
const STOCKS_SHARE = 0.5
/** So often it is looked at whether there is enough for others by now. Milliseconds. */
const LOOKS_EVERY = 100

/**
 * The API as the catalogue uses it: while the stock lane has something to do, it leaves it half of the budget. What a
 * product is called may come a moment later than what was sold.
 *
 * @param isBusy whether the stock lane found something to do when it looked last
 */
export function stockFirst(api: ShopApi, isBusy: () => boolean, stopped: AbortSignal): ShopApi {
  const mustWait = (): boolean => {
    const budget = api.budget()
    return isBusy() && budget !== undefined && budget.available < budget.maximum * STOCKS_SHARE
  }
  return {
    budget: api.budget,
    ask: async (operation, variables, signal) => {
      while (mustWait() && !stopped.aborted && !signal?.aborted)
        await rest(LOOKS_EVERY, undefined, { signal: stopped, ref: false }).catch(() => {})
      return api.ask(operation, variables, signal)
    },
  }
}
