import { databaseNameOf } from '../database/database-name.ts'
import type { ShopSession } from '../database/shop.ts'

type Memory = Pick<Storage, 'getItem' | 'setItem'>

const key = 'omnisync.left-behind'

/**
 * Remembers how many documents lie unsent in the databases of a login that left this device over an export (C8); none
 * once somebody who shares them has opened them again: from then on they are in that one's own queue.
 */
export function leaveBehind(memory: Memory, session: ShopSession, count: number): void {
  const name = databaseNameOf(session)
  const { [name]: before = 0, ...others } = read(memory)
  if (before !== count) memory.setItem(key, JSON.stringify(count > 0 ? { ...others, [name]: count } : others))
}

/** How many documents of other logins lie unsent on this device. */
export function leftBehind(memory: Pick<Memory, 'getItem'>, session: ShopSession): number {
  const { [databaseNameOf(session)]: own = 0, ...others } = read(memory)
  return Object.values(others).reduce((sum, count) => sum + count, 0)
}

function read(memory: Pick<Memory, 'getItem'>): Record<string, number> {
  try {
    return JSON.parse(memory.getItem(key) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}
