import type { Shop } from '../database/shop.ts'
import { account, memory } from './app-parts.ts'
import { leaveBehind } from './left-behind.ts'

/** Signs out, unless something is unsent that was not exported (C8). */
export async function signOut(shop: Shop): Promise<'gone' | 'refused'> {
  const closed = await shop.close()
  if (closed.kind === 'refused') return 'refused'
  leaveBehind(memory, shop.session, closed.left)
  await account.signOut()
  return 'gone'
}
