import { Cart } from './cart.ts'

/** The lane's open sale in this browser's storage: a reload in the middle of a sale finds it again. */
export function keptCart(storage: Storage, deviceId: string) {
  const key = `omnisync.cart.${deviceId}`
  return {
    keep(cart: Cart): void {
      // Only the open sale is at stake here; a sale that was paid is on disk before this is written.
      try {
        storage.setItem(key, JSON.stringify(cart))
      } catch {
        // Storage is full or blocked: the cart lives on in memory.
      }
    },
    read(): Cart | null {
      try {
        const parsed = Cart.safeParse(JSON.parse(storage.getItem(key) ?? 'null'))
        return parsed.success ? parsed.data : null
      } catch {
        return null
      }
    },
  }
}
