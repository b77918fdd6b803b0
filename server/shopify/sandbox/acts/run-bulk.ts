import type { Gid } from '../store/gid.ts'
import type { Bulk } from '../store/state.ts'
import { shopTime } from '../store/times.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer } from './answer.ts'

/** An app may have this many of them under way in a shop. */
const AT_ONCE = 5
const STARTS_AFTER_MS = 500
const TAKES_AT_LEAST_MS = 1_000
const OBJECTS_A_SECOND = 10_000

/** Answers a bulk query: the lines of its file. */
export type ReadBulk = (bulk: Bulk) => { jsonl: string; objectCount: number; rootObjectCount: number }

/** bulkOperationRunQuery: begins one, unless something is wrong with its query or too many are under way. */
export function runBulk(
  world: World,
  { query, groupObjects }: { query: string; groupObjects: boolean },
  problems: string[],
): Answer {
  if (problems.length > 0)
    return {
      bulkOperation: null,
      userErrors: problems.map((message) => refusal(['query'], message, 'INVALID')),
    }
  const underWay = Object.values(world.state.bulks).filter(isUnderWay)
  if (underWay.length >= AT_ONCE)
    return {
      bulkOperation: null,
      userErrors: [
        refusal(
          null,
          `A bulk query operation for this app and shop is already in progress: ${underWay.map(({ id }) => id).join(', ')}.`,
          'OPERATION_IN_PROGRESS',
        ),
      ],
    }
  const bulk: Bulk = {
    id: world.newId('BulkOperation'),
    query,
    status: 'CREATED',
    groupObjects,
    createdAt: world.now(),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    jsonl: null,
  }
  world.state.bulks[bulk.id] = bulk
  world.touch()
  world.clock.at(world.clock.now() + STARTS_AFTER_MS, () => start(world, bulk.id))
  return { bulkOperation: { ...bulk }, userErrors: [] }
}

/** bulkOperationCancel. */
export function cancelBulk(world: World, { id }: { id: Gid }): Answer {
  const bulk = world.state.bulks[id]
  if (bulk === undefined)
    return { bulkOperation: null, userErrors: [refusal(['id'], 'Bulk operation does not exist')] }
  if (!isUnderWay(bulk))
    return {
      bulkOperation: bulk,
      userErrors: [
        refusal(null, `A bulk operation cannot be canceled when it is ${bulk.status.toLowerCase()}`),
      ],
    }
  bulk.status = 'CANCELING'
  world.clock.at(world.clock.now() + TAKES_AT_LEAST_MS, () => end(world, bulk, 'CANCELED'))
  world.touch()
  return { bulkOperation: { ...bulk }, userErrors: [] }
}

/** Those that a shop was closed upon begin anew. */
export function resumeBulks(world: World): void {
  for (const bulk of Object.values(world.state.bulks).filter(isUnderWay))
    world.clock.at(world.clock.now() + STARTS_AFTER_MS, () => start(world, bulk.id))
}

/** The one that was begun last. */
export function currentBulk({ state }: World): Bulk | null {
  return Object.values(state.bulks).at(-1) ?? null
}

function start(world: World, id: Gid): void {
  const bulk = world.state.bulks[id]!
  if (bulk.status === 'CANCELING') return end(world, bulk, 'CANCELED')
  bulk.status = 'RUNNING'
  try {
    // What the file tells is of this moment, however long it takes to be ready.
    const read = world.readBulk(bulk)
    bulk.rootObjectCount = read.rootObjectCount
    bulk.objectCount = read.objectCount
    const takes = Math.max(TAKES_AT_LEAST_MS, (read.objectCount / OBJECTS_A_SECOND) * 1_000)
    world.clock.at(world.clock.now() + takes, () => {
      if (bulk.status !== 'RUNNING') return
      bulk.jsonl = read.jsonl
      end(world, bulk, 'COMPLETED')
    })
  } catch {
    end(world, bulk, 'FAILED')
  }
  world.touch()
}

function end(world: World, bulk: Bulk, status: 'COMPLETED' | 'CANCELED' | 'FAILED'): void {
  bulk.status = status
  bulk.completedAt = world.now()
  world.touch()
  world.emit('bulk_operations/finish', {
    admin_graphql_api_id: bulk.id,
    completed_at: shopTime(bulk.completedAt, world.state.shop.timeZone),
    created_at: shopTime(bulk.createdAt, world.state.shop.timeZone),
    error_code: null,
    status: status.toLowerCase(),
    type: 'query',
  })
}

function isUnderWay({ status }: Bulk): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING'
}
