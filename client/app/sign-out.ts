import type { Shop } from '../database/shop.ts'
import { account } from './app-parts.ts'

/** Signs out, unless something is unsent that was not exported (C8). */
export async function signOut(shop: Shop): Promise<'gone' | 'refused'> {
  const closed = await shop.close()
  if (closed.kind === 'refused') return 'refused'
  await account.signOut()
  return 'gone'
}
