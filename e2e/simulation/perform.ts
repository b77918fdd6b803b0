import { customerOf, movementOf, refundOf, saleOf, transferOf } from '../support/documents.ts'
import { NoAnswer } from '../support/network.ts'
import { beginAnew, isNewEpoch, push, pushed, sync, write } from '../support/till.ts'
import type { Doc, Till, Waiting } from '../support/till.ts'
import { backUp, restore } from './backup.ts'
import { noteHeld } from './check-restored.ts'
import { bringBack, countShelf, deliver, settle } from './desk.ts'
import { decideOnLetter } from './letters.ts'
import { keepTime, performOnline } from './online.ts'
import { poisonOf } from './poison.ts'
import { productOf, tillOf, timeAt } from './world.ts'
import type { World } from './world.ts'
import type { Step } from './story.ts'

/** Lets one step happen and tells it in a sentence. */
export async function perform(world: World, step: Step): Promise<void> {
  world.clock.advance(1000)
  await keepTime(world)
  world.story.push(await tell(world, step))
}

async function tell(world: World, step: Step): Promise<string> {
  switch (step.do) {
    case 'sell':
      return sell(world, step)
    case 'refund':
      return refund(world, step)
    case 'receive':
    case 'damage':
    case 'recount':
    case 'transfer':
      return moveStock(world, step)
    case 'edit':
      return edit(world, step)
    case 'poison':
      return poison(world, step)
    case 'sync':
      return `${tillOf(world, step.till).name} syncs: ${await sync(world.network, tillOf(world, step.till))}.`
    case 'repeat':
      return repeat(world, tillOf(world, step.till))
    case 'rush':
      return rush(world, step.withRestart)
    case 'line':
      return changeLine(world, step)
    case 'restart':
      return die(world, tillOf(world, step.till), 'reply')
    case 'die':
      return die(world, tillOf(world, step.till), step.at)
    case 'disk':
      return failDisk(world, tillOf(world, step.till), step.write)
    case 'late':
      return `${await world.network.deliverLate()} late messages arrive, the newest first.`
    case 'jump':
      tillOf(world, step.till).clockOffset = step.hours * 3_600_000
      return `The clock of ${tillOf(world, step.till).name} is wrong by ${step.hours} hours.`
    case 'wait':
      world.clock.advance(step.minutes * 60_000)
      return `${step.minutes} minutes pass.`
    case 'roam': {
      const till = tillOf(world, step.till)
      till.node = 1 - till.node
      return `${till.name} speaks to node ${till.node + 1} from now on.`
    }
    case 'stop node':
      world.seen.nodeRestarts += 1
      await world.nodes[step.node]?.restart()
      return `Node ${step.node + 1} is restarted.`
    case 'back up':
      await backUp(world)
      return 'The database is backed up.'
    case 'restore':
      noteHeld(world)
      world.seen.restores += 1
      await restore(world)
      return 'The backup is put back under the running tills.'
    case 'settle':
      return settle(world, step)
    case 'count shelf':
      return countShelf(world, step)
    case 'deliver':
      return deliver(world, { ...step, do: 'deliver' })
    case 'bring back':
      return bringBack(world, { ...step, do: 'bring back' })
    case 'letter':
      return decideOnLetter(world, step)
    case 'buy online':
    case 'change order':
    case 'count online':
    case 'webhooks':
    case 'trouble':
    case 'pass':
      return performOnline(world, step)
  }
}

function writingAt(world: World, till: Till) {
  return { newId: world.newId, now: timeAt(world, till) }
}

function sell(world: World, { till: choice, picks, customer }: Step & { do: 'sell' }): string {
  const till = tillOf(world, choice)
  const chosen = picks.map((it) => ({ ...it, product: productOf(world, it.product) }))
  const customers = world.tills.flatMap((it) => it.written.filter((one) => one.collection === 'customers'))
  // Customers of other tills are named too: their push may come after the order's (U6).
  const customerId = customers[customer]?.document.id ?? null
  const document = saleOf(till, writingAt(world, till), chosen, customerId)
  write(till, { collection: 'orders', document, assumed: null })
  return `${till.name} sells ${chosen.map((it) => `${it.quantity} ${it.product.sku}`).join(', ')} as ${String(document['number'])}.`
}

function refund(world: World, step: Step & { do: 'refund' }): string {
  const till = tillOf(world, step.till)
  const poisoned = new Set(world.poisoned.map((it) => it.document))
  const sales = world.tills
    .filter((it) => it.branchId === till.branchId)
    .flatMap((it) => it.written.filter((one) => one.collection === 'orders' && !poisoned.has(one.document)))
    .map((it) => it.document)
    .filter((it) => it['kind'] === 'sale')
  const sale = sales[step.sale % Math.max(1, sales.length)]
  if (!sale) return `${till.name} has nothing to refund.`
  const document = refundOf(till, writingAt(world, till), sale, step.quantity, step.restock)
  write(till, { collection: 'orders', document, assumed: null })
  return `${till.name} takes back ${step.quantity} pieces of ${String(sale['number'])} as ${String(document['number'])}.`
}

function moveStock(world: World, step: Step & { product: number; quantity: number; till: number }): string {
  const till = tillOf(world, step.till)
  const { id: productId, sku } = productOf(world, step.product)
  const writing = writingAt(world, till)
  const { quantity } = step
  const put = (document: Doc): void => write(till, { collection: 'stockMovements', document, assumed: null })
  if (step.do === 'transfer') {
    const to = world.tenant.branches.find((branch) => branch !== till.branchId) as string
    for (const half of transferOf(till, writing, productId, quantity, to)) put(half)
  } else if (step.do === 'recount') {
    const level = till.server.stockLevels.get(`${till.branchId}:${productId}`)
    const expected = Number(level?.['onHand'] ?? 0)
    put(
      movementOf(till, writing, {
        productId,
        reason: 'recount',
        counted: quantity,
        expected,
        delta: quantity - expected,
      }),
    )
  } else {
    put(
      movementOf(till, writing, {
        productId,
        reason: step.do,
        delta: step.do === 'receive' ? quantity : -quantity,
      }),
    )
  }
  return `${till.name}: ${step.do} of ${quantity} ${sku}.`
}

function edit(world: World, { till: choice, customer, field, value }: Step & { do: 'edit' }): string {
  const till = tillOf(world, choice)
  const writing = writingAt(world, till)
  const known = [...till.server.customers.values()].filter((it) => !it._deleted)[customer]
  const document = known
    ? { ...known, [field]: `${field} ${value}` }
    : customerOf(writing, `customer ${value}`)
  write(till, { collection: 'customers', document, assumed: known ?? null })
  return `${till.name} ${known ? `changes ${field} of` : 'adds'} a customer.`
}

function poison(world: World, step: Step & { do: 'poison' }): string {
  const till = tillOf(world, step.till)
  const made = new Set(world.poisoned.map((it) => it.document.id))
  const earlier = till.written.find((it) => it.collection === 'orders' && !made.has(it.document.id))?.document
  const branchId = world.tenant.branches.find((branch) => branch !== till.branchId) as string
  const product = productOf(world, step.product)
  const poisoned = poisonOf(step.kind, till, writingAt(world, till), product, { branchId, earlier })
  if (!poisoned) return 'Nothing to poison.'
  world.poisoned.push(poisoned)
  world.seen.poisoned += 1
  write(till, { collection: poisoned.collection, document: poisoned.document, assumed: null })
  return `${till.name} writes a poisoned document: ${step.kind}.`
}

/** A till that has forgotten that it was answered sends what it sent before. */
async function repeat(world: World, till: Till): Promise<string> {
  // One that recovers from a restore has first to hear what the server still knows.
  if (till.before) return `${till.name} begins anew, and repeats nothing.`
  const told = till.written.filter((it) => till.answers.has(it.document.id))
  for (const collection of pushed) {
    const rows: Waiting[] = told
      .filter((it) => it.collection === collection)
      // An edit said twice is an edit again; what a till repeats of customers is what it has.
      .map((it) => (collection === 'customers' ? (asKnown(till, it) ?? it) : it))
    if (rows.length === 0) continue
    world.seen.repeats += rows.length
    try {
      await push(world.network, till, collection, rows)
    } catch (error) {
      if (isNewEpoch(error)) {
        beginAnew(till)
        break
      }
      if (!(error instanceof NoAnswer)) throw error
    }
  }
  return `${till.name} sends ${told.length} documents again.`
}

function asKnown(till: Till, { document }: Waiting): Waiting | undefined {
  const known = till.server.customers.get(document.id)
  return known && { collection: 'customers', document: known, assumed: known }
}

async function rush(world: World, withRestart: boolean): Promise<string> {
  const syncing = world.tills.map((till) => sync(world.network, till))
  if (withRestart) {
    world.seen.nodeRestarts += 1
    await world.nodes[0]?.restart()
  }
  const ends = await Promise.all(syncing)
  return `All tills sync at once${withRestart ? ' while node 1 is restarted' : ''}: ${ends.join(', ')}.`
}

function changeLine(world: World, { till: choice, fate, count }: Step & { do: 'line' }): string {
  const till = tillOf(world, choice)
  const { link } = till
  if (fate === 'offline') link.isOffline = true
  else if (fate === 'online') {
    if (link.isOffline) world.seen.reconnects += 1
    link.isOffline = false
  } else if (fate === 'lose requests') link.loseRequests = count
  else if (fate === 'lose replies') link.loseReplies = count
  else link.delayRequests = count
  return `The line of ${till.name}: ${fate}.`
}

/** One write of a sync fails, as IndexedDB's do now and then; the next sync goes on from what was kept. */
async function failDisk(world: World, till: Till, write: number): Promise<string> {
  till.failsIn = write
  const end = await sync(world.network, till)
  if (end === 'disk failed') world.seen.diskFailures += 1
  till.failsIn = 0
  return `Write ${write} to the disk of ${till.name} fails in a sync: ${end}.`
}

async function die(world: World, till: Till, at: NonNullable<Till['diesAt']>): Promise<string> {
  world.seen.tillRestarts += 1
  till.diesAt = at
  const end = await sync(world.network, till)
  till.diesAt = null
  return `${till.name} is restarted in the middle of a sync: ${end}.`
}
