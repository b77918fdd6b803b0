import { expect } from 'vitest'
import { digestOf } from '../../shared/sync/digest.ts'
import { scopeSinceMs } from '../../shared/sync/collections.ts'
import { movementOf, saleOf } from '../support/documents.ts'
import { digestOfTill, liveOf, pulled, pullPage, push, pushed, sync, write } from '../support/till.ts'
import type { Doc, Till } from '../support/till.ts'
import {
  checkCauses,
  checkConflicts,
  checkLedger,
  checkPositions,
  checkRefunds,
  sorted,
} from './check-books.ts'
import { checkBackorders, checkPartials } from './check-desk.ts'
import { checkRestored } from './check-restored.ts'
import { heal } from './heal.ts'
import { readBooks } from './ledger.ts'
import type { Books, Kept } from './ledger.ts'
import type { World } from './world.ts'

/** As many as one push may bring. */
const MOST_ROWS = 500

/** Everything that must hold once a story is over and healed. */
export async function checkWorld(world: World): Promise<void> {
  const books = await readBooks(world.database, world.tenant.id)
  checkAll(world, books)
  checkRestored(world, books)
  await checkTills(world)
  await checkRepeat(world, books)
  await checkTrafficGoesOn(world, books)
  const later = await readBooks(world.database, world.tenant.id)
  checkAll(world, later)
  count(world, later)
}

function checkAll(world: World, books: Books): void {
  checkLedger(books)
  checkPositions(books)
  checkCauses(books)
  checkConflicts(books)
  checkRefunds(books)
  checkBackorders(books)
  checkEverySaleOnce(world, books)
  checkAcknowledged(world, books)
  checkLetters(world, books)
}

/** Each device holds what the server holds of its scope: by the digest, and document by document. */
async function checkTills(world: World): Promise<void> {
  const since = scopeSinceMs(world.clock.now())
  for (const till of world.tills) {
    for (const collection of pulled) {
      const path = `/replication/${collection}/digest?since=${new Date(since).toISOString()}`
      const ask = { method: 'GET', path, caller: till.caller, deviceId: till.id } as const
      const [digest, fresh] = await Promise.all([
        world.network.send(till.link, till.node, ask) as Promise<{ count: number; sum: string; xor: string }>,
        pullPage(world.network, till, collection, null, 5000),
      ])
      const { count: howMany, sum, xor } = digest
      const what = `${collection} of ${till.name}`
      expect(digestOfTill(till, collection, since), `digest of ${what}`).toEqual({ count: howMany, sum, xor })
      const live = fresh.documents.filter((it) => !it._deleted)
      expect(digestOf(live.map((it) => it.seq)), `digest of a fresh pull of ${what}`).toEqual({
        count: howMany,
        sum,
        xor,
      })
      expect(byId(liveOf(till, collection, since)), what).toEqual(byId(live))
    }
  }
}

function byId(documents: readonly Doc[]): Record<string, Doc> {
  return Object.fromEntries(documents.map((document) => [document.id, document]))
}

/** Every order that a till wrote is there once, among the orders or the dead letters; and so is its money. */
function checkEverySaleOnce({ tills, poisoned }: World, books: Books): void {
  const { orders, letters } = books
  const refused = new Set(poisoned.map((it) => it.document))
  const written = tills.flatMap((till) =>
    till.written.filter((it) => it.collection === 'orders').map((it) => it.document),
  )
  const cured = poisoned.filter((it) => it.collection === 'orders' && it.state === 'replayed')
  const good = [...written.filter((document) => !refused.has(document)), ...cured.map(({ cure }) => cure)]
  const ids = new Set(good.map((it) => it.id))
  const ofTills = orders.filter((it) => ids.has(it.id))
  expect(sorted(ofTills.map((it) => it.id)), 'orders that are kept').toEqual(sorted(ids))
  expect(money(ofTills), 'money of the orders kept').toBe(money(good))
  // What came from the online shop is held against its own books.
  checkPartials({ ...books, orders: orders.filter(({ source }) => source === 'pos') }, ids)
  const bad = written.filter((document) => refused.has(document))
  expect(money(letters.map((letter) => letter.payload)), 'money in the dead letters').toBe(money(bad))
}

function money(documents: readonly object[]): number {
  const payments = documents.flatMap((it) => ('payments' in it ? (it.payments as { amount: number }[]) : []))
  return payments.reduce((sum, payment) => sum + payment.amount, 0)
}

/** What the server once said of a document is still true, a restore or none (E3). */
function checkAcknowledged({ tills }: World, { orders, entries, heldMovements }: Books): void {
  const kept = new Map(orders.map((it) => [it.id, it.status]))
  const moved = new Set(entries.map((it) => it.id))
  const held = new Set(heldMovements.map((it) => it.id))
  for (const till of tills) {
    for (const { collection, document } of till.written) {
      const answer = till.answers.get(document.id)
      expect(answer, `an answer to ${document.id} of ${till.name}`).toBeDefined()
      const said = answer?.['status']
      if (said === 'rejected') continue
      if (collection === 'stockMovements') {
        expect(
          (said === 'conflict' ? held : moved).has(document.id),
          `acknowledged movement ${document.id}`,
        ).toBe(true)
      } else if (collection === 'orders') {
        const fitting = said === 'conflict' ? ['conflict', 'accepted', 'cancelled'] : [said]
        expect(fitting, `order ${document.id}, of which ${till.name} was told ${String(said)}`).toContain(
          kept.get(document.id),
        )
      }
    }
  }
}

/**
 * What was refused is what was poisoned, each for its own reason, and its letter is in the state that the desk left it
 * in: what it corrected is on the books once, what it did not is not.
 */
function checkLetters({ poisoned }: World, { letters, entries, heldMovements }: Books): void {
  expect(sorted(letters.map((it) => `${it.document_id} ${it.code} ${it.state}`)), 'dead letters').toEqual(
    sorted(poisoned.map((it) => `${it.document.id} ${it.code} ${it.state}`)),
  )
  // One that did not fit is held, and in the ledger as well once the desk has booked it.
  const moved = new Set([...entries, ...heldMovements].map(({ id }) => id))
  for (const { collection, document, state } of poisoned) {
    if (collection !== 'stockMovements') continue
    const what = `the movement of ${document.id}, whose letter is ${state}`
    expect(moved.has(document.id), what).toBe(state === 'replayed')
  }
}

/** Everything pushed again, by every till: the log stands still, and nothing is answered otherwise. */
async function checkRepeat(world: World, before: Books): Promise<void> {
  await Promise.all(world.tills.map((till) => repeatAll(world, till)))
  const after = await readBooks(world.database, world.tenant.id)
  expect(after.head, 'the head after everything was pushed again').toBe(before.head)
  expect(after, 'the books after everything was pushed again').toEqual(before)
}

async function repeatAll(world: World, till: Till): Promise<void> {
  for (const collection of pushed) {
    const rows =
      collection === 'customers'
        ? [...till.server.customers.values()].map((known) => ({
            collection,
            document: known,
            assumed: known,
          }))
        : till.written.filter((it) => it.collection === collection)
    world.seen.repeats += rows.length
    for (let from = 0; from < rows.length; from += MOST_ROWS)
      await push(world.network, till, collection, rows.slice(from, from + MOST_ROWS))
  }
}

/** A delivery and a sale at every till go through as on any other day. */
async function checkTrafficGoesOn(world: World, { orders }: Books): Promise<void> {
  const [product] = world.tenant.products
  if (!product) return
  const sales: string[] = []
  for (const till of world.tills) {
    const writing = { newId: world.newId, now: world.clock.now() }
    // What waits for the product takes its pieces first.
    const delta = 1 + piecesAsked(orders, product.id)
    const delivery = movementOf(till, writing, { productId: product.id, delta, reason: 'receive' })
    write(till, { collection: 'stockMovements', document: delivery, assumed: null })
  }
  await heal(world)
  for (const till of world.tills) {
    const writing = { newId: world.newId, now: world.clock.now() }
    const document = saleOf(till, writing, [{ product, quantity: 1, discount: 0 }], null)
    write(till, { collection: 'orders', document, assumed: null })
    sales.push(document.id)
    expect(await sync(world.network, till)).toBe('done')
    expect(till.answers.get(document.id)?.['status'], `a sale of ${till.name} afterwards`).toBe('accepted')
  }
  await heal(world)
  for (const till of world.tills) {
    const seen = sales.filter((id) => till.server.orders.has(id))
    const inScope =
      till.caller.role === 'STAFF' ? world.tills.filter((it) => it.branchId === till.branchId) : world.tills
    expect(seen.length, `sales that ${till.name} sees afterwards`).toBe(inScope.length)
  }
}

function piecesAsked(orders: readonly Kept[], productId: string): number {
  const lines = orders.filter((it) => it.status === 'conflict').flatMap((it) => it.lines)
  return lines.filter((it) => it.productId === productId).reduce((sum, it) => sum + it.quantity, 0)
}

function count({ seen, waited }: World, { orders, heldMovements }: Books): void {
  seen.stories += 1
  seen.conflicts += orders.filter((it) => it.conflict?.reason === 'insufficient_stock').length
  seen.overRefunds += orders.filter((it) => it.conflict?.reason === 'over_refund').length
  seen.movementConflicts += heldMovements.length
  const by = (action: string) => orders.filter((it) => it.conflict?.settlement?.action === action)
  seen.transferred += by('transfer').length
  seen.substituted += by('substitute').length
  seen.partials += by('partial').length
  seen.backordersFilled += by('backorder').filter(
    (it) => it.status === 'accepted' && waited.has(it.id),
  ).length
  const swapped = new Set(by('substitute').map((it) => it.id))
  seen.substitutesBack += orders.filter(
    (it) => it.status === 'accepted' && swapped.has(it.refund_of ?? ''),
  ).length
}
