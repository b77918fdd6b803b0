import type { Device, Shop, ShopSession, Tokens } from '../database/shop.ts'
import { browserParts } from './browser-parts.ts'
import { composeShop } from './compose-shop.ts'

/** Opens a session's data in this browser and begins to replicate it. Resolves offline too. */
export async function openShop(session: ShopSession, device: Device, tokens: Tokens): Promise<Shop> {
  return composeShop(session, await browserParts(device, tokens))
}
