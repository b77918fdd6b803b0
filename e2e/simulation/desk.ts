import { NoAnswer, Refused } from '../support/network.ts'
import type { Message } from '../support/network.ts'
import { movementOf, refundOf } from '../support/documents.ts'
import { write } from '../support/till.ts'
import type { Doc } from '../support/till.ts'
import type { Step } from './story.ts'
import { timeAt } from './world.ts'
import type { World } from './world.ts'

const line = { isOffline: false, loseRequests: 0, loseReplies: 0, delayRequests: 0 }

/** What a desk may be told; anything else is a fault of ours. */
const fitting = new Set([
  'order/not-in-conflict',
  'order/stock-short',
  'order/action-not-fitting',
  'case/unknown',
  'case/settled',
])

type Case = {
  kind: 'order' | 'movement'
  id: string
  document: Doc & {
    number?: string
    branchId: string
    lines: { id: string; productId: string; quantity: number }[]
  }
  lines: { productId: string; requested: number; now: number; elsewhere: { onHand: number }[] }[]
}

/**
 * The desk decides on a case, open or waiting. Twice means that its reply was lost and the command repeated on the
 * other node; a rival is a second desk that decides otherwise at the same moment.
 */
export async function settle(world: World, step: Step & { do: 'settle' }): Promise<string> {
  const cases = [...(await casesOf(world, 'open')), ...(await casesOf(world, 'waiting'))]
  const shelves = await shelvesOf(world)
  const chosen = choose(cases, step, shelves)
  if (!chosen) return 'The desk has nothing to settle.'
  // Whether the goods had left, or nothing about it, as an older desk has it.
  const left = [undefined, true, false][step.choice % 3]
  const first = commandFor(world, chosen, step.action, shelves, left)
  const rival = step.rival ? [commandFor(world, chosen, step.rival, shelves, left)] : []
  const [answer, other] = await Promise.all(
    [first, ...rival].map((command, node) => decide(world, node, command)),
  )
  if (other !== undefined) world.seen.deskRaces += 1
  if (step.twice && answer && answer.kind === 'done' && other === undefined) {
    const again = await decide(world, 1, first)
    if (JSON.stringify(again) !== JSON.stringify(answer))
      throw new Error('a repeated command was answered otherwise')
    world.seen.repeats += 1
  }
  if (chosen.kind === 'movement') world.seen.movementsSettled += answer?.kind === 'done' ? 1 : 0
  for (const one of [answer, other])
    if (one?.kind === 'done' && one.status === 'conflict') world.waited.add(chosen.id)
  if (answer?.kind === 'done' && step.action === 'substitute') world.swapped.push(chosen.id)
  const name = `${chosen.kind} ${chosen.document.number ?? chosen.id}`
  const ends = [answer, other].map((one) => one && (one.kind === 'done' ? one.status : one.code))
  return `The desk settles ${name}: ${step.action}${step.rival ? ` against ${step.rival}` : ''}: ${ends.join(', ')}.`
}

/** The desk counts a shelf, and all its cases are closed. */
export async function countShelf(world: World, step: Step & { do: 'count shelf' }): Promise<string> {
  const cases = (await casesOf(world, 'open')).filter((it) => it.kind === 'order')
  const chosen = cases[step.choice % Math.max(1, cases.length)]
  const productId = chosen?.document.lines[0]?.productId
  if (!chosen || !productId) return 'The desk has nothing to count for.'
  const { branchId } = chosen.document
  const body = { branchId, productId, counted: step.counted, reason: 'counted' }
  const answer = await decide(world, 0, commandTo(world, '/conflicts/count', body))
  if (answer.kind === 'done') world.seen.shelvesCounted += 1
  return `The desk counts ${step.counted} for the cases of a shelf: ${answer.kind}.`
}

async function casesOf({ network, tenant }: World, state: string): Promise<Case[]> {
  const path = `/conflicts?state=${state}`
  const answer = await network.send(line, 0, { method: 'GET', path, caller: tenant.support })
  return (answer as { conflicts: Case[] }).conflicts
}

function commandTo(world: World, path: string, body: object): Message {
  const headers = { 'idempotency-key': world.newId() }
  return { method: 'POST', path, caller: world.tenant.support, body, headers }
}

/** On-hand by branch and product, as the desk can see it. */
async function shelvesOf({ database, tenant }: World): Promise<Map<string, number>> {
  const rows = await database.query<{ level: string; on_hand: number }>(
    `select branch_id || ':' || product_id as level, on_hand from stock_levels where tenant_id = $1`,
    [tenant.id],
  )
  return new Map(rows.map((it) => [it.level, it.on_hand]))
}

/** The case that the step names, or the next one behind it that the action could settle. */
function choose(cases: readonly Case[], step: Step & { do: 'settle' }, shelves: ReadonlyMap<string, number>) {
  const from = step.choice % Math.max(1, cases.length)
  const inTurn = [...cases.slice(from), ...cases.slice(0, from)]
  const mightDo = ({ kind, lines }: Case) =>
    kind === 'order' &&
    (step.action === 'transfer'
      ? lines.every((it) => it.requested <= it.now || (it.elsewhere[0]?.onHand ?? 0) >= it.requested - it.now)
      : lines.some((it) => it.now > 0))
  const picky = step.action === 'transfer' || (step.action === 'substitute' && shelves.size > 0)
  return (picky ? inTurn.find(mightDo) : undefined) ?? inTurn[0]
}

function commandFor(
  world: World,
  { kind, id, document }: Case,
  action: string,
  shelves: ReadonlyMap<string, number>,
  goodsLeft: boolean | undefined,
): Message {
  const reason = 'looked on the shelf'
  if (kind === 'movement') {
    const how = action === 'cancel' || action === 'backorder' ? 'drop' : 'recount'
    return commandTo(world, `/movements/${id}/settle`, { action: how, reason })
  }
  const { branches, products } = world.tenant
  const { branchId, lines } = document
  const fullest = products
    .map(({ id: productId }) => ({ productId, onHand: shelves.get(`${branchId}:${productId}`) ?? 0 }))
    .toSorted((a, b) => b.onHand - a.onHand)
  const left = new Map(shelves)
  const substitutes = lines.flatMap((line) => {
    const level = `${branchId}:${line.productId}`
    const there = left.get(level) ?? 0
    left.set(level, Math.max(0, there - line.quantity))
    const other = fullest.find((it) => it.productId !== line.productId)
    return line.quantity > there
      ? [{ lineId: line.id, productId: other?.productId, quantity: line.quantity - there }]
      : []
  })
  const [first] = lines
  const swapped = {
    lineId: first?.id,
    productId: fullest.find((it) => it.productId !== first?.productId)?.productId,
  }
  const said = goodsLeft === undefined ? {} : { goodsLeft }
  const more: Record<string, object> = {
    partial: said,
    transfer: { fromBranchId: branches.find((branch) => branch !== branchId), ...said },
    // Where nothing lacks by now, something else was handed over all the same.
    substitute: {
      ...said,
      substitutes: substitutes.length > 0 ? substitutes : [{ ...swapped, quantity: 1 }],
    },
  }
  return commandTo(world, `/orders/${id}/settle`, { action, reason, ...more[action] })
}

/** What a waiting order lacks, or a part of it, is delivered to its branch. */
export async function deliver(world: World, { choice, quantity }: Step & { do: 'deliver' }): Promise<string> {
  const waiting = await casesOf(world, 'waiting')
  const chosen = waiting[choice % Math.max(1, waiting.length)]
  const till = world.tills.find((it) => it.branchId === chosen?.document.branchId)
  if (!chosen || !till) return 'Nobody waits for a delivery.'
  for (const { productId, requested, now } of chosen.lines) {
    if (requested <= now) continue
    const writing = { newId: world.newId, now: timeAt(world, till) }
    const delta = Math.min(requested - now, quantity)
    const document = movementOf(till, writing, { productId, delta, reason: 'receive' })
    write(till, { collection: 'stockMovements', document, assumed: null })
  }
  return `${till.name} receives what ${String(chosen.document.number)} waits for, at most ${quantity} of each.`
}

/** Something that was handed over instead of what was sold comes back. */
export function bringBack(world: World, { choice, quantity }: Step & { do: 'bring back' }): string {
  const id = world.swapped[choice % Math.max(1, world.swapped.length)]
  const till = world.tills.find((it) => it.written.some(({ document }) => document.id === id))
  const sale = till?.written.find(({ document }) => document.id === id)?.document
  if (!till || !sale) return 'Nothing was handed over instead of something else.'
  const writing = { newId: world.newId, now: timeAt(world, till) }
  const document = refundOf(till, writing, sale, quantity, true)
  write(till, { collection: 'orders', document, assumed: null })
  return `${till.name} takes back ${quantity} pieces of the swapped ${String(sale['number'])}.`
}

type Answer = { kind: 'done'; status: string; body: unknown } | { kind: 'refused'; code: string }

async function decide(world: World, node: number, command: Message): Promise<Answer> {
  try {
    const body = (await world.network.send(line, node, command)) as { status?: string }
    world.seen.settled += 1
    return { kind: 'done', status: body.status ?? 'done', body }
  } catch (error) {
    if (error instanceof NoAnswer || !(error instanceof Refused) || !fitting.has(error.code)) throw error
    world.seen.deskRefused += 1
    return { kind: 'refused', code: error.code }
  }
}
