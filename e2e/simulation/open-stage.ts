import { afterAll, beforeAll } from 'vitest'
import { manualClock } from '../../server/testing/manual-clock.ts'
import { testDatabase } from '../../server/testing/test-database.ts'
import { startNode } from '../support/nodes.ts'
import type { Node } from '../support/nodes.ts'
import { nothingSeen } from './world.ts'
import type { Stage } from './world.ts'

/** More and fresh stories, where there is time. */
export const isLong = process.env['OMNISYNC_LONG'] === '1'
/** A seed given by hand is the only one; a failure prints it with its path. */
export const given = process.env['OMNISYNC_SEED']
export const givenPath = process.env['OMNISYNC_PATH'] ? { path: process.env['OMNISYNC_PATH'] } : {}

/** A database and a clock of the file's own, with two nodes on them while its tests run. */
export async function openStage(changes: Parameters<typeof startNode>[2] = {}): Promise<Stage> {
  const database = await testDatabase()
  const clock = manualClock()
  const nodes: Node[] = []
  beforeAll(async () => {
    for (let index = 0; index < 2; index += 1) nodes.push(await startNode(database.url, clock, changes))
  })
  afterAll(async () => {
    for (const node of nodes) await node.close()
  })
  return { database, nodes, clock, seen: nothingSeen() }
}
