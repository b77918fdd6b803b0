import type { Chance } from '../chance.ts'
import type { ShopDay } from './calendar.ts'
import type { ReturnPlan, Spoiled, Story, Visit } from './scenes.ts'
import type { World } from './world.ts'

/** What must be seen in the demo, where there is a sale for it. */
export type Extras = {
  /** How many oversells. */
  stories: number
  /** Why one order is refused altogether. */
  spoiled: Spoiled | undefined
  /** Whether one of the demo's last pieces is sold. */
  lastPiece: boolean
}

type Window = { lane: number; from: number; until: number }

const HOUR = 3_600_000
const MINUTE = 60_000
/** By hour since opening: slow mornings, a busy noon, the busiest after work. */
const rhythm = [0.5, 0.7, 0.95, 1.3, 1.2, 0.8, 0.8, 1, 1.4, 1.3, 0.8]
const FIRST_LANE = 0.65
const OFFLINE = 0.06
/** A lane needs so long between two receipts. */
const BETWEEN_RECEIPTS = 2_000

/**
 * How busy a day is beside the others: weekends are, the months before are a little less, and today counts for the
 * hours that have passed.
 */
export function bustleOf(day: ShopDay, until: number, wobble: number): number {
  const week = [0.9, 0.72, 0.8, 0.85, 0.95, 1.25, 1.5][day.weekday] ?? 1
  const open = rhythm.slice(0, Math.round((day.closes - day.opens) / HOUR))
  const passed = open.reduce((sum, weight, hour) => {
    const share = (until - (day.opens + hour * HOUR)) / HOUR
    return sum + weight * Math.min(1, Math.max(0, share))
  }, 0)
  return week * wobble * (1 + day.index / 800) * passed
}

/**
 * The visits of one branch on one day, in the order in which each lane prints receipts. Lanes go offline now and then:
 * what they sell meanwhile is settled when they are back, in the order of sale (U4).
 */
export function planVisits(
  world: World,
  day: ShopDay,
  branch: number,
  of: { sales: number; returns: readonly ReturnPlan[] } & Extras,
): Visit[] {
  const chance = world.chance('visits')
  const until = Math.min(day.closes, world.now - MINUTE)
  if (until - day.opens < MINUTE) return []
  const windows = offlineWindows(chance, day, until, of.stories)
  const visit = (does: Visit['does']): Visit => {
    const lane = chance.happens(FIRST_LANE) ? 0 : 1
    return { createdAt: momentIn(chance, day, until), settledAt: 0, branch, lane, does }
  }
  const visits = [
    ...Array.from({ length: of.sales }, () => visit({ kind: 'buys' })),
    ...of.returns.map((plan) => visit({ kind: 'brings back', plan })),
  ]
  const lanes = [0, 1].map((lane) => laneInOrder(visits, lane, windows, chance))
  castStories(lanes, windows, of.stories)
  const cast = (does: Visit['does']) => {
    const plain = lanes.flat().find(isPlain)
    if (plain) plain.does = does
  }
  if (of.spoiled !== undefined) cast({ kind: 'buys', spoiled: of.spoiled })
  if (of.lastPiece) cast({ kind: 'buys', part: { role: 'last piece', story: { product: world.lastPiece } } })
  // A crowded lane may print past closing time; what would be settled after the story's end did not happen.
  return lanes.flat().filter((each) => each.settledAt < world.now)
}

function momentIn(chance: Chance, day: ShopDay, until: number): number {
  const hours = Math.round((day.closes - day.opens) / HOUR)
  for (;;) {
    const hour = chance.weighted(rhythm.slice(0, hours))
    const moment = day.opens + Math.floor((hour + chance.real()) * HOUR)
    if (moment < until) return moment
  }
}

function offlineWindows(chance: Chance, day: ShopDay, until: number, stories: number): Window[] {
  const windows: Window[] = []
  for (const lane of [0, 1]) {
    const isNeeded = stories > 0 && windows.length === 0 && (lane === 1 || chance.happens(0.5))
    if (!isNeeded && !chance.happens(OFFLINE)) continue
    const length = isNeeded ? 4 * HOUR : chance.between(10, 150) * MINUTE
    const from = day.opens + Math.floor(chance.real() * Math.max(HOUR, until - day.opens - length))
    const end = Math.min(from + length, until - MINUTE)
    if (end > from) windows.push({ lane, from, until: end })
  }
  return windows
}

function laneInOrder(
  visits: readonly Visit[],
  lane: number,
  windows: readonly Window[],
  chance: Chance,
): Visit[] {
  const own = visits.filter((visit) => visit.lane === lane).toSorted((a, b) => a.createdAt - b.createdAt)
  const window = windows.find((each) => each.lane === lane)
  let printed = 0
  let settled = 0
  for (const visit of own) {
    visit.createdAt = Math.max(visit.createdAt, printed + BETWEEN_RECEIPTS)
    const isOffline = window && visit.createdAt >= window.from && visit.createdAt < window.until
    const reached = isOffline ? window.until : visit.createdAt + chance.between(250, 1_400)
    visit.settledAt = Math.max(reached, settled + 20)
    printed = visit.createdAt
    settled = visit.settledAt
  }
  return own
}

/** Gives the parts of each story to two sales: one of the lane that is offline, one of the other, settled meanwhile. */
function castStories(lanes: readonly Visit[][], windows: readonly Window[], stories: number): void {
  const window = windows[0]
  for (let told = 0; told < stories; told += 1) {
    const story: Story = { product: null }
    const inWindow = ({ createdAt }: Visit) =>
      window !== undefined && createdAt >= window.from && createdAt < window.until
    const victim =
      lanes[window?.lane ?? 0]?.find((visit) => isPlain(visit) && inWindow(visit)) ??
      lanes.flat().find(isPlain)
    const rival = lanes[1 - (window?.lane ?? 0)]?.find(
      (visit) => isPlain(visit) && inWindow(visit) && visit.settledAt < (victim?.settledAt ?? 0),
    )
    if (victim) victim.does = { kind: 'buys', part: { role: 'victim', story } }
    if (rival && rival !== victim) rival.does = { kind: 'buys', part: { role: 'rival', story } }
  }
}

function isPlain({ does }: Visit): boolean {
  return does.kind === 'buys' && does.part === undefined && does.spoiled === undefined
}
