import type { ManualClock } from '../../server/testing/manual-clock.ts'
import { seededIds } from '../../server/testing/seeded-ids.ts'
import type { TestDatabase } from '../../server/testing/test-database.ts'
import type { Shelf } from './ledger.ts'
import { openNetwork } from '../support/network.ts'
import type { Network, Traffic } from '../support/network.ts'
import type { Node } from '../support/nodes.ts'
import type { OnlineShop } from '../support/online-shop.ts'
import { insertTenant } from '../support/tenant.ts'
import type { SimProduct, SimTenant } from '../support/tenant.ts'
import { openTill } from '../support/till.ts'
import type { Doc, Till } from '../support/till.ts'
import type { Poisoned } from './poison.ts'
import type { Story } from './story.ts'

/** What a whole run has seen: a run without conflicts, repeats or lost replies has proved nothing. */
export type Seen = Traffic & {
  conflicts: number
  movementConflicts: number
  overRefunds: number
  poisoned: number
  repeats: number
  tillRestarts: number
  diskFailures: number
  nodeRestarts: number
  restores: number
  /** Orders that a restore had lost: back as they were settled, and settled anew. */
  broughtBack: number
  settledAnew: number
  settled: number
  deskRaces: number
  deskRefused: number
  shelvesCounted: number
  movementsSettled: number
  transferred: number
  substituted: number
  partials: number
  backordersFilled: number
  substitutesBack: number
  lettersCorrected: number
  lettersRefusedAgain: number
  lettersDiscarded: number
  stories: number
  online: {
    orders: number
    changed: number
    counted: number
    webhooks: number
    troubles: number
    passes: number
    sentAgain: number
  }
}

export function nothingSeen(): Seen {
  return {
    requests: [0, 0],
    lostReplies: 0,
    lostRequests: 0,
    delayed: 0,
    reconnects: 0,
    conflicts: 0,
    movementConflicts: 0,
    overRefunds: 0,
    poisoned: 0,
    repeats: 0,
    tillRestarts: 0,
    diskFailures: 0,
    nodeRestarts: 0,
    restores: 0,
    broughtBack: 0,
    settledAnew: 0,
    settled: 0,
    deskRaces: 0,
    deskRefused: 0,
    shelvesCounted: 0,
    movementsSettled: 0,
    transferred: 0,
    substituted: 0,
    partials: 0,
    backordersFilled: 0,
    substitutesBack: 0,
    lettersCorrected: 0,
    lettersRefusedAgain: 0,
    lettersDiscarded: 0,
    stories: 0,
    online: { orders: 0, changed: 0, counted: 0, webhooks: 0, troubles: 0, passes: 0, sentAgain: 0 },
  }
}

/** What all stories share: one database, two nodes, one clock. */
export type Stage = { database: TestDatabase & Shelf; nodes: readonly Node[]; clock: ManualClock; seen: Seen }

/** Everything of one story. */
export type World = Stage & {
  tenant: SimTenant
  tills: Till[]
  network: Network
  newId: () => string
  poisoned: Poisoned[]
  /** Orders that the desk has let wait for stock. */
  waited: Set<string>
  /** Sales for which the desk has handed over something else. */
  swapped: string[]
  /** What tills held when the database was set back: orders that any till of their branch had sealed, and the rest. */
  beforeRestore: Map<string, Doc>
  /** Where one sells from the same shelves. */
  online: OnlineShop | null
  /** What has happened so far, in sentences. */
  story: string[]
}

const morning = Date.UTC(2026, 0, 5, 9)

/** Sets the stage for a story: a business of its own, its tills, a fresh network. */
export async function openWorld(stage: Stage, story: Story): Promise<World> {
  stage.clock.set(morning)
  const newId = seededIds(story.seed, stage.clock.now)
  const tenant = await insertTenant(stage.database, newId, { lanes: story.tills, stock: story.stock })
  const tills = tenant.lanes.map((lane, index) =>
    openTill(lane, `till ${index + 1}`, index % 2, story.pageSize),
  )
  const network = openNetwork(stage.nodes, stage.seen)
  const stocked = story.stock.map((count, index) => `${count} of P-${index + 1}`).join(', ')
  const opening = `A shop with ${story.tills} tills, both branches with ${stocked}.`
  return {
    ...stage,
    tenant,
    tills,
    network,
    newId,
    poisoned: [],
    waited: new Set(),
    swapped: [],
    beforeRestore: new Map(),
    online: null,
    story: [opening],
  }
}

export function tillOf(world: World, choice: number): Till {
  return world.tills[choice % world.tills.length] as Till
}

export function productOf(world: World, choice: number): SimProduct {
  return world.tenant.products[choice % world.tenant.products.length] as SimProduct
}

/** The till's own idea of the time. */
export function timeAt(world: World, till: Till): number {
  return world.clock.now() + till.clockOffset
}
