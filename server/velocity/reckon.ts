import { setImmediate as breathe } from 'node:timers/promises'
import { countKin, priorOf, weekOfBranch } from '../../shared/velocity/learn-habits.ts'
import type { Habits } from '../../shared/velocity/demand-series.ts'
import type { Kin } from '../../shared/velocity/learn-habits.ts'
import { forecastDemand } from '../../shared/velocity/forecast-demand.ts'
import { reorderPointOf } from '../../shared/velocity/plan-orders.ts'
import type { Supply } from '../../shared/velocity/plan-orders.ts'
import { differs, shownPace } from '../../shared/velocity/shown-pace.ts'
import { HELD_OUT_DAYS, backTest, noTest } from '../../shared/velocity/back-test.ts'
import type { TestSums } from '../../shared/velocity/back-test.ts'
import { layOut } from './days-of-branch.ts'
import type { Calendar } from './days-of-branch.ts'
import type { Known } from './night-queries.ts'
import type { PackedDays } from './series-queries.ts'

/** So many products, some milliseconds, until whoever else this process serves has a turn. */
const AT_ONCE = 500

/** What a branch is like: how its week goes, and what each kind of product sells. */
export type Learned = { week: readonly number[]; priors: ReadonlyMap<string, Kin> }

/**
 * Learns from all of a branch's products how its week goes, and at what pace each category sells: from all of its days,
 * and, as `earlier`, from those before the weeks that the forecasts are tested on.
 */
export async function learn(
  series: readonly PackedDays[],
  calendar: Calendar,
): Promise<Learned & { earlier: Learned }> {
  const { length, open, firstWeekday } = calendar
  const [sold, exposure, all] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)]
  const until = Math.max(0, length - HELD_OUT_DAYS)
  // A category is what somebody typed, `__proto__` too.
  const [priors, earlier] = [new Map<string, Kin>(), new Map<string, Kin>()]
  for (const [index, { category, days }] of series.entries()) {
    if (index % AT_ONCE === 0) await breathe()
    const laid = layOut(days, calendar, sold, exposure)
    if (!laid) continue
    for (let day = 0; day < length; day += 1) all[day]! += sold[day]!
    countKin(kinOf(priors, category), laid.pieces, laid.days)
    let [piecesThen, daysThen] = [laid.pieces, laid.days]
    for (let day = Math.max(0, until - laid.start); day < laid.sold.length; day += 1) {
      piecesThen -= laid.sold[day]!
      daysThen -= laid.exposure[day]!
    }
    countKin(kinOf(earlier, category), piecesThen, daysThen)
  }
  return {
    week: weekOfBranch(all, open, firstWeekday),
    priors,
    earlier: {
      week: weekOfBranch(all.subarray(0, until), open.subarray(0, until), firstWeekday),
      priors: earlier,
    },
  }
}

function kinOf(kins: Map<string, Kin>, category: string): Kin {
  const kin = kins.get(category) ?? { products: 0, sum: 0, squares: 0 }
  kins.set(category, kin)
  return kin
}

/** So few products of a branch say how well they are foretold. */
const TESTED = 300

/**
 * Foretells every product of a branch and gives those of which something else is to be told than before; also a product
 * that has not moved for as long as is looked back and is not asked for any more.
 *
 * @param least the smallest change worth telling, as a share
 * @param earlier where these are all products of the branch: what it was like before the weeks to test on. Those that
 *   are known and not among them have faded then
 */
export async function reckon(
  series: readonly PackedDays[],
  known: readonly Known[],
  calendar: Calendar,
  learned: Learned,
  supply: Supply,
  { least, earlier = null }: { least: number; earlier?: Learned | null },
): Promise<{ changed: Known[]; test: TestSums }> {
  const before = new Map(known.map((one) => [one.productId, one]))
  const [sold, exposure] = [new Float64Array(calendar.length), new Float64Array(calendar.length)]
  const habitsOf = habitsBy(learned)
  const habitsThen = earlier && habitsBy(earlier)
  const changed: Known[] = []
  const test = noTest()
  const every = Math.max(1, Math.floor(series.length / TESTED))
  for (const [index, { productId, category, days }] of series.entries()) {
    if (index % AT_ONCE === 0) await breathe()
    const old = before.get(productId)
    before.delete(productId)
    const laid = layOut(days, calendar, sold, exposure)
    if (!laid) continue
    const { kind, perDay, dailySpread, spreadPerDay } = forecastDemand(laid, habitsOf(category))
    const pace = { perDay: shownPace(perDay) === 0 ? 0 : perDay, dailySpread, spreadPerDay }
    const now = { productId, kind, ...pace, point: reorderPointOf(pace, supply) }
    if (!old || differs(old, now, least)) changed.push(now)
    if (habitsThen && index % every === 0 && laid.pieces > 0)
      backTest(test, laid, habitsThen(category), supply.service)
  }
  if (earlier)
    for (const old of before.values()) {
      const now: Known = { ...old, kind: 'fading', perDay: 0, point: null }
      if (differs(old, now, least)) changed.push(now)
    }
  return { changed, test }
}

function habitsBy({ week, priors }: Learned): (category: string) => Habits {
  const known = new Map([...priors].map(([category, kin]) => [category, priorOf(kin)]))
  return (category) => ({ weekdays: week, prior: known.get(category) ?? { pieces: 0, days: 0 } })
}
