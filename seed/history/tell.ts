import type { ShopDay } from './calendar.ts'
import type { OpenCase, ReturnPlan, Told, Visit } from './scenes.ts'
import { closeCase, isLeftOpen, openCaseOrder } from './close-case.ts'
import { giveBack } from './give-back.ts'
import { sell } from './sell.ts'
import type { Entry, Settlement } from './settlement.ts'
import { settlement } from './settlement.ts'
import { planDays } from './plan-days.ts'
import { lastPieceCount, morning, openingStock } from './supplies.ts'
import { planVisits } from './visits.ts'
import type { World } from './world.ts'

/** What is still to come, by the day on which it happens, and how many customers the shop has met so far. */
type Agenda = { returns: Map<number, ReturnPlan[]>; cases: Map<number, OpenCase[]>; met: number }

/** Something of a day at its moment; told when all before it has been told. */
type Moment = { at: number; tell: () => Settlement | null }

const TOGETHER = 200
const HOUR = 3_600_000

/**
 * Tells the months of the demo from the first delivery to `world.now`, one transaction of the simulated server after
 * the other, in the order of the log. Keeps no more in memory than a day and what is still to come.
 */
export function* tellHistory(world: World): Generator<Settlement> {
  yield* settingUp(world)
  const agenda: Agenda = { returns: new Map(), cases: new Map(), met: 0 }
  const atStart = meet(world, agenda, world.begins + 30_000)
  yield* inTransactions(world.begins + 30_000, atStart)
  yield* openingStock(world)
  const plans = planDays(world)
  for (const day of world.days) {
    if (day.opens > world.now) break
    yield* morning(world, day)
    const visits = [...world.shop.branches.keys()].flatMap((branch) => {
      const returns = (agenda.returns.get(day.index) ?? []).filter((plan) => plan.branch === branch)
      return planVisits(world, day, branch, { ...plans(day.index, branch), returns })
    })
    const moments = [
      ...newCustomers(world, day, agenda),
      ...supportHour(world, day, agenda.cases.get(day.index) ?? []),
      ...visits.map((visit) => ({ at: visit.settledAt, tell: () => atTheTill(world, visit, day, agenda) })),
    ]
    for (const moment of moments.toSorted((a, b) => a.at - b.at)) {
      const told = moment.tell()
      if (told) yield told
    }
    agenda.returns.delete(day.index)
    agenda.cases.delete(day.index)
  }
  yield* evening(world, agenda)
}

/** The shop's own data, before any stock comes in. */
function* settingUp(world: World): Generator<Settlement> {
  yield* inTransactions(
    world.begins,
    world.shop.branches.map(({ document }) => ({ collection: 'branches', document })),
  )
  yield* inTransactions(
    world.begins,
    world.products.map(({ document }) => ({ collection: 'products', document })),
  )
}

function* inTransactions(at: number, entries: readonly Entry[]): Generator<Settlement> {
  for (let from = 0; from < entries.length; from += TOGETHER) {
    yield settlement(at, entries.slice(from, from + TOGETHER))
  }
}

function newCustomers(world: World, day: ShopDay, agenda: Agenda): Moment[] {
  return meet(world, agenda, Math.min(day.closes, world.now)).map((entry) => {
    // Whom the shop met at night it wrote down in the morning.
    const at = Math.max(day.opens, Date.parse(entry.document.updatedAt))
    return { at, tell: () => settlement(at, [entry]) }
  })
}

/** The customers that the shop meets until a moment, after those it has met. */
function meet(world: World, agenda: Agenda, until: number): Extract<Entry, { collection: 'customers' }>[] {
  const from = agenda.met
  const next = world.customers.findIndex(
    (customer, at) => at >= from && Date.parse(customer.updatedAt) > until,
  )
  agenda.met = next === -1 ? world.customers.length : next
  return world.customers.slice(from, agenda.met).map((document) => ({ collection: 'customers', document }))
}

/** Support goes through the cases of the day before. */
function supportHour(world: World, day: ShopDay, cases: readonly OpenCase[]): Moment[] {
  return cases.map((openCase, place) => {
    const at = day.opens + HOUR + place * 60_000
    return { at, tell: () => closeCase(world, openCase, at) }
  })
}

function atTheTill(world: World, visit: Visit, day: ShopDay, agenda: Agenda): Settlement | null {
  const { does } = visit
  const told: Told =
    does.kind === 'buys' ? sell(world, visit, does, day.index) : giveBack(world, visit, does.plan)
  if (told.plan) later(agenda.returns, told.plan.day, told.plan)
  if (!told.openCase) return told.settlement
  // Of yesterday's and today's cases nobody has closed one yet; a case that will be closed is written when it is.
  const isLate = day.index >= world.days.length - 2
  if (!isLate && !isLeftOpen(world)) {
    later(agenda.cases, day.index + 1, told.openCase)
    return null
  }
  return settlement(visit.settledAt, [{ collection: 'orders', document: openCaseOrder(told.openCase) }])
}

function later<T>(byDay: Map<number, T[]>, day: number, what: T): void {
  const found = byDay.get(day)
  if (found) found.push(what)
  else byDay.set(day, [what])
}

/** The end: who was met after closing time is written down, and the demo's last piece is counted. */
function* evening(world: World, agenda: Agenda): Generator<Settlement> {
  yield* inTransactions(world.now, meet(world, agenda, world.now))
  yield* lastPieceCount(world, world.now)
}
