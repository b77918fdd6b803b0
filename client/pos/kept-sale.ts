import { z } from 'zod'
import type { LaneMemory } from '../app/lane-memory.ts'
import { Cart } from './cart.ts'
import { Tender } from './tenders.ts'

/** An open sale as it is kept: what is in it, and the money that lies on the counter for it already. */
const KeptSale = z.object({ cart: Cart, tenders: z.array(Tender).readonly() })
export type KeptSale = z.infer<typeof KeptSale>

/** The lane's open sale in this device's memory: a reload or a power cut in the middle of a sale finds it again. */
export function keptSale(memory: Pick<LaneMemory, 'getItem' | 'setItem' | 'kept'>, deviceId: string) {
  const key = `omnisync.cart.${deviceId}`
  return {
    /** Resolves when it is on the disk. @throws where it could not be written: the sale lives on on screen */
    async keep(sale: KeptSale): Promise<void> {
      memory.setItem(key, JSON.stringify(sale))
      await memory.kept()
    },
    read(): KeptSale | null {
      try {
        const kept: unknown = JSON.parse(memory.getItem(key) ?? 'null')
        const sale = KeptSale.safeParse(kept).data
        if (sale) return sale
        // As earlier versions kept it: without the money.
        const cart = Cart.safeParse(kept).data
        return cart ? { cart, tenders: [] } : null
      } catch {
        return null
      }
    },
  }
}
