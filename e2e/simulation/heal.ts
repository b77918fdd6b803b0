import { sync } from '../support/till.ts'
import type { World } from './world.ts'

/** Everything that was broken works again, late messages arrive, and the tills sync until nothing is left to say. */
export async function heal(world: World): Promise<void> {
  for (const till of world.tills) {
    if (till.link.isOffline) world.seen.reconnects += 1
    till.link = { isOffline: false, loseRequests: 0, loseReplies: 0, delayRequests: 0 }
    till.diesAt = null
    till.failsIn = 0
    till.clockOffset = 0
  }
  await world.network.deliverLate()
  // Once for what is unsent, once more for what the others sent meanwhile.
  for (let round = 0; round < 2; round += 1) {
    for (const end of await Promise.all(world.tills.map((till) => sync(world.network, till)))) {
      if (end !== 'done') throw new Error(`a healed till could not sync: ${end}`)
    }
  }
  const forgotten = world.tills.flatMap((till) => till.outbox.map((it) => `${till.name}: ${it.document.id}`))
  if (forgotten.length > 0) throw new Error(`still pending after healing: ${forgotten.join(', ')}`)
}
