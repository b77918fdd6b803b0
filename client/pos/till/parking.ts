import type { ParkedSale } from '../../../shared/orders/parked-sale.ts'
import type { TakenUp } from '../../database/shop.ts'
import { emptyCart, isUntouched } from '../cart.ts'
import { cartOfParked, parkedOfCart } from '../parked-cart.ts'
import type { TillCore } from './core.ts'

/** What may go wrong between a till and its parked sales. Nothing is lost by any of it. */
export type ParkingFault =
  | Exclude<TakenUp, { kind: 'held' }>
  | { kind: 'sold-already' }
  | { kind: 'not-written'; why: string }

/**
 * Putting the open sale aside, and taking one up again. A sale that is parked is on disk before the cart is emptied,
 * and one that is taken up is the kept cart before it is parked no longer: a power cut in between leaves it twice, under
 * one order id, and never not at all.
 *
 * @param scanWaiting scans what came meanwhile
 */
export function parking(core: TillCore, scanWaiting: () => void) {
  const { parts } = core

  /** Parks the open sale under a name; says whether it did. */
  async function park(label: string): Promise<boolean> {
    const { cart } = core.state()
    if (isUntouched(cart) || !core.canSell()) return false
    return await whileBusy(async () => {
      await parts.parked.park(parkedOfCart(cart, label, parts.seller().cashierId))
      core.change({ cart: emptyCart(parts.newId()), typed: '', notice: null })
      return true
    })
  }

  /** Takes a parked sale up; where another one is open, asks to park that first. Says whether there is nothing to say. */
  async function resume(sale: ParkedSale, labelOfOpen: string): Promise<boolean> {
    if (!core.canSell()) return false
    if (isUntouched(core.state().cart)) return await takeUp(sale)
    core.ask({ kind: 'park-first' }, () => {
      void park(labelOfOpen).then((isParked) => (isParked ? takeUp(sale) : false))
    })
    return true
  }

  /** Deletes a parked sale of this lane, once somebody has said yes. */
  function askDrop({ id, label }: ParkedSale) {
    core.ask({ kind: 'drop-parked', label }, () => {
      void whileBusy(async () => heldOrSaid(await parts.parked.takeUp(id)) !== null)
    })
  }

  async function takeUp(sale: ParkedSale): Promise<boolean> {
    return await whileBusy(async () => {
      const claimed = heldOrSaid(await parts.parked.claim(sale.id, parts.seller().cashierId))
      if (!claimed) return false
      const cart = cartOfParked(claimed, parts.newId())
      if (await parts.isSold(cart.id)) {
        // The power was cut when it was being taken up, and it was sold since.
        await parts.parked.takeUp(sale.id)
        return say({ kind: 'sold-already' })
      }
      const keepOpen = () => parts.keep({ cart: core.state().cart, tenders: [] }).catch(() => {})
      const take = parts.keep({ cart, tenders: [] }).then(() => parts.parked.takeUp(sale.id))
      const taken = await take.catch(async (error: unknown) => {
        await keepOpen()
        throw error
      })
      if (heldOrSaid(taken)) core.change({ cart, typed: '', notice: null })
      else await keepOpen()
      return taken.kind === 'held'
    })
  }

  function heldOrSaid(outcome: TakenUp): ParkedSale | null {
    if (outcome.kind === 'held') return outcome.sale
    say(outcome)
    return null
  }

  function say(fault: ParkingFault): false {
    core.change({ notice: { kind: 'parking', fault } })
    return false
  }

  /** Meanwhile nothing is sold, and what is scanned waits. */
  async function whileBusy(task: () => Promise<boolean>): Promise<boolean> {
    core.change({ stage: { kind: 'parking' }, notice: null })
    try {
      return await task()
    } catch (error) {
      return say({ kind: 'not-written', why: error instanceof Error ? error.message : String(error) })
    } finally {
      core.change({ stage: { kind: 'selling' } })
      scanWaiting()
    }
  }

  return { park, resume, askDrop }
}
