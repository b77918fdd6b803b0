import type { KeptCollection } from './open-databases.ts'
import { rowsWhere } from './rows.ts'

/** Text that survives a reload, such as localStorage. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>

/**
 * The last receipt number that a lane used. The store of orders is the counter: a number is used when its order is
 * durable, and at no other moment, so no crash can use one twice. Memory keeps the highest beside it, for a lane
 * whose orders have all been pruned.
 *
 * @param prefix branch and lane with the dash behind: `DT-L1-`
 */
export async function lastCounter(orders: KeptCollection, prefix: string, memory: Memory): Promise<number> {
  const newest = await rowsWhere(orders, {
    // ':' follows the digits: the range is this lane's numbers and no other's.
    selector: { number: { $gt: prefix, $lt: `${prefix}:` } } as never,
    sort: [{ number: 'desc' }] as never,
    limit: 1,
  })
  const stored = newest[0] ? counterIn(String(newest[0]['number']), prefix) : 0
  return Math.max(stored, Number(memory.getItem(keyOf(prefix)) ?? 0))
}

export function rememberCounter(prefix: string, counter: number, memory: Memory): void {
  memory.setItem(keyOf(prefix), String(counter))
}

/** As in `DT-L1-000042`. */
export function numberOf(prefix: string, counter: number): string {
  return `${prefix}${String(counter).padStart(6, '0')}`
}

/** A refund of the desk bears its sale's number and `-R`, and sorts behind it: the figures are the same. */
function counterIn(number: string, prefix: string): number {
  const [figures = '0'] = /^\d+/.exec(number.slice(prefix.length)) ?? []
  return Number(figures)
}

function keyOf(prefix: string): string {
  return `omnisync.counter.${prefix}`
}
