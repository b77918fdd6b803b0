import { createHash } from 'node:crypto'
import type { Clock } from './clock.ts'
import { gidOf } from './store/gid.ts'
import type { Gid } from './store/gid.ts'
import type { ReadBulk } from './acts/run-bulk.ts'
import type { State } from './store/state.ts'

/** What everything in the sandbox works with: the shop as it is, its time, and how others learn of a change. */
export type World = {
  readonly state: State
  readonly clock: Clock
  /** Now, to the second: nothing in the API is told more exactly. */
  now: () => number
  newId: (type: string) => Gid
  /** An id in the form of a UUID, the same ones in the same order for the same shop. */
  newUuid: () => string
  /** Tells whoever subscribed to a topic; the body is written down now, whatever changes afterwards. */
  emit: (topic: string, body: Record<string, unknown>) => void
  /** Every handle that a product has or had. */
  readonly handles: Set<string>
  /** Answers a bulk query as of now. */
  readBulk: ReadBulk
  /** Notes that the state is another than the one on disk. */
  touch: () => void
}

/** Numbers step by an odd amount from beyond 2^53: half of them are no JavaScript numbers, so a reader that takes them for some is found out. */
const STEP = 32_769n

export function worldOf(
  state: State,
  clock: Clock,
  { emit, touch, readBulk }: Pick<World, 'emit' | 'touch' | 'readBulk'>,
): World {
  const nextNumber = (): bigint => {
    const next = BigInt(state.lastId) + STEP
    state.lastId = next.toString()
    return next
  }
  return {
    state,
    clock,
    now: () => Math.trunc(clock.now() / 1_000) * 1_000,
    newId: (type) => gidOf(type, nextNumber()),
    newUuid: () => {
      const hash = createHash('sha256').update(`${state.shop.domain} ${nextNumber()}`).digest('hex')
      return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
    },
    handles: new Set(Object.values(state.products).map(({ handle }) => handle)),
    emit,
    readBulk,
    touch,
  }
}
