import * as fc from 'fast-check'
import { seededIds } from '../../server/testing/seeded-ids.ts'
import { perform } from '../simulation/perform.ts'
import { anyStep } from '../simulation/story.ts'
import type { Step } from '../simulation/story.ts'
import { nothingSeen } from '../simulation/world.ts'
import type { World } from '../simulation/world.ts'
import { STORIES_SECRET } from '../stories/support/server-process.ts'
import { NoAnswer } from '../support/network.ts'
import { insertTenant } from '../support/tenant.ts'
import { openTill } from '../support/till.ts'
import type { Till } from '../support/till.ts'
import { openHttpNetwork } from './http-network.ts'

/** What happens at tills; lines and machines are broken by us here. */
const atTills = new Set<Step['do']>([
  'sell',
  'refund',
  'receive',
  'damage',
  'recount',
  'transfer',
  'edit',
  'poison',
  'sync',
  'repeat',
  'restart',
  'disk',
  'roam',
  'settle',
])

/**
 * A business of its own with tills that speak real HTTP to real processes.
 *
 * @param ports where the servers listen; a till speaks to the first or the second
 */
export async function openFleet(
  database: World['database'],
  {
    seed,
    tills,
    ports,
    stock = [9, 5, 30, 2],
  }: { seed: number; tills: number; ports: readonly number[]; stock?: number[] },
): Promise<World> {
  const newId = seededIds(seed, Date.now)
  const tenant = await insertTenant(database, newId, { lanes: tills, stock })
  const seen = nothingSeen()
  return {
    database,
    nodes: [],
    // The machine's own clock: nobody turns it.
    clock: { now: Date.now, advance: () => {}, set: () => {} },
    seen,
    tenant,
    tills: tenant.lanes.map((lane, index) => openTill(lane, `till ${index + 1}`, index % 2, 20)),
    network: openHttpNetwork({ ports, secret: STORIES_SECRET, traffic: seen }),
    newId,
    poisoned: [],
    waited: new Set(),
    swapped: [],
    beforeRestore: new Map(),
    online: null,
    story: [],
  }
}

/** One till's day: whatever happens at tills, one thing after the other, at its own pace, until told to stop. */
export async function workAt(
  world: World,
  till: Till,
  {
    index,
    seed,
    isOver,
    losesReplies,
    without = [],
  }: {
    index: number
    seed: number
    isOver: () => boolean
    losesReplies: boolean
    /** What does not happen here. */
    without?: readonly Step['do'][]
  },
): Promise<void> {
  const steps = fc
    .sample(anyStep, { seed: seed * 100 + index, numRuns: 4_000 })
    // One person at the desk: two who settle one case are told so, which is no fault.
    .filter(
      (step) => atTills.has(step.do) && !without.includes(step.do) && (step.do !== 'settle' || index === 0),
    )
  for (const step of steps) {
    if (isOver()) return
    // Now and then the first reply of a sync is lost on its way back.
    if (losesReplies && step.do === 'sync' && till.written.length % 3 === 0) till.link.loseReplies = 1
    try {
      await perform(world, { ...step, till: index } as Step)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}
