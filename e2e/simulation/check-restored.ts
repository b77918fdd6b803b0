import { expect } from 'vitest'
import type { Books } from './ledger.ts'
import type { Till } from '../support/till.ts'
import type { World } from './world.ts'

/**
 * Notes what tills hold of the orders of their branch at the moment of a restore: the word that can come back. One that
 * its own lane has not heard of may come unsealed from there before another brings it sealed: it is settled anew then.
 */
export function noteHeld(world: World): void {
  const unheard = new Set(world.tills.flatMap(unheardBy))
  for (const till of world.tills) {
    for (const order of [...(till.before?.orders.values() ?? []), ...till.server.orders.values()]) {
      if (order['branchId'] !== till.branchId) continue
      const word = unheard.has(order.id) ? { ...order, seal: null } : order
      const known = world.beforeRestore.get(order.id)
      if (!known || typeof word['seal'] === 'string') world.beforeRestore.set(order.id, word)
    }
  }
}

/** What waits in a till's outbox and is not known to it as the server has it. */
function unheardBy({ outbox, server, before }: Till): string[] {
  const ids = outbox.map(({ document }) => document.id)
  return ids.filter((id) => !server.orders.has(id) && !before?.orders.has(id))
}

/** Every order that a till of its branch held is there, and a sealed one as it was settled (E3). */
export function checkRestored({ beforeRestore, seen }: World, { orders }: Books): void {
  const kept = new Map(orders.map((it) => [it.id, it]))
  for (const [id, held] of beforeRestore) {
    const now = kept.get(id)
    expect(now, `order ${id}, which a till held when the database was set back`).toBeDefined()
    if (!now) continue
    if (typeof held['seal'] === 'string')
      expect([now.status, now.seal], `sealed order ${id}`).toEqual([held['status'], held['seal']])
    if (now.flags.includes('restored')) seen.broughtBack += 1
    else if (now.seal !== held['seal'] || now.seq > held.seq) seen.settledAnew += 1
  }
}
