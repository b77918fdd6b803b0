import { bustleOf } from './visits.ts'
import type { Extras } from './visits.ts'
import { spoiledCodes } from './spoil.ts'
import type { World } from './world.ts'

/** What is planned for a branch on a day. */
export type DayPlan = { sales: number } & Extras

const MINUTE = 60_000
/** One oversell in so many sales, but some in any case; the last few are yesterday's, and nobody has closed them yet. */
const OVERSELLS = 0.003
const FEWEST_OVERSELLS = 8
const OVERSELLS_OF_YESTERDAY = 4
/** When, between the first day and yesterday, one of the demo's last pieces is sold. */
const LAST_PIECES = [0.15, 0.3, 0.5, 0.7, 0.85]

/** Spreads the sales over days and branches, exactly as many as there are to be, and what must be seen among them. */
export function planDays(world: World): (day: number, branch: number) => DayPlan {
  const sales = salesByDay(world)
  const branches = world.shop.branches.length
  const extras = new Map<number, Extras>()
  const at = (day: number, branch: number): Extras => {
    const key = Math.max(0, day) * branches + branch
    const found = extras.get(key) ?? { stories: 0, spoiled: undefined, lastPiece: false }
    extras.set(key, found)
    return found
  }
  const yesterday = world.days.length - 2
  storyDays(world.sales, yesterday).forEach((day, told) => (at(day, told % branches).stories += 1))
  spoiledCodes.forEach((code, which) => (at(yesterday - 1 - which, which % branches).spoiled = code))
  for (const share of LAST_PIECES) at(Math.floor(share * yesterday), 0).lastPiece = world.lastPiece !== -1
  return (day, branch) => ({ ...at(day, branch), sales: sales[day * branches + branch] ?? 0 })
}

function storyDays(sales: number, yesterday: number): number[] {
  const count = Math.max(FEWEST_OVERSELLS, Math.round(sales * OVERSELLS)) - OVERSELLS_OF_YESTERDAY
  const before = Array.from({ length: count }, (_, told) => Math.floor(((told + 0.5) / count) * yesterday))
  return [...before, ...Array.from({ length: OVERSELLS_OF_YESTERDAY }, () => yesterday)]
}

function salesByDay(world: World): Int32Array {
  const chance = world.chance('bustle')
  const bustle = world.days.flatMap((day) =>
    world.shop.branches.map((branch) => {
      const wobble = 0.9 + 0.2 * chance.real()
      return branch.weight * bustleOf(day, world.now - MINUTE, wobble)
    }),
  )
  const whole = bustle.reduce((sum, part) => sum + part, 0)
  let reached = 0
  let given = 0
  return Int32Array.from(bustle, (part) => {
    // Rounded where it adds up, not each for itself, so that the sum is exact.
    reached += part
    const sales = Math.round((reached / whole) * world.sales) - given
    given += sales
    return sales
  })
}
