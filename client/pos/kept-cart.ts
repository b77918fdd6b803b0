import { Cart } from './cart.ts'
import type { LaneMemory } from '../app/lane-memory.ts'

/** The lane's open sale in this device's memory: a reload or a power cut in the middle of a sale finds it again. */
export function keptCart(memory: Pick<LaneMemory, 'getItem' | 'setItem' | 'kept'>, deviceId: string) {
  const key = `omnisync.cart.${deviceId}`
  return {
    /** Resolves when it is on the disk. @throws where it could not be written: the sale lives on on screen */
    async keep(cart: Cart): Promise<void> {
      memory.setItem(key, JSON.stringify(cart))
      await memory.kept()
    },
    read(): Cart | null {
      try {
        const parsed = Cart.safeParse(JSON.parse(memory.getItem(key) ?? 'null'))
        return parsed.success ? parsed.data : null
      } catch {
        return null
      }
    },
  }
}
