import { expect, test } from 'vitest'
import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import { ParkedSale as ParkedSaleSchema, totalOfParked } from '../../shared/orders/parked-sale.ts'
import { Cart } from './cart.ts'
import { sumsOfCart } from './order-of-cart.ts'
import { cartOfParked, parkedOfCart } from './parked-cart.ts'
import { idOf } from './testing/products.ts'
import { percent, settled, someTill } from './testing/some-till.ts'

const kindOf = ({ till }: ReturnType<typeof someTill>) => till.state().stage.kind
const onShelf = ({ shelf }: ReturnType<typeof someTill>) => [...shelf.values()][0] as ParkedSale

/** A sale with everything in it that somebody may have given. */
async function fullSale() {
  const here = someTill({ lineDiscountBp: 0 })
  here.till.scan('4006381333931')
  here.till.scan('MUG')
  const [line] = here.till.state().cart.lines
  await here.till.setDiscount(line!.id, percent(20))
  await here.till.setSaleDiscount(percent(5))
  here.till.setCustomer(idOf(50))
  return here
}

test('[M5] a parked sale comes back as it was: discounts, customer and approvals', async () => {
  const here = await fullSale()
  const { cart } = here.till.state()
  expect(cart.approvals.length).toBeGreaterThan(0)
  expect(await here.till.park('blue coat')).toBe(true)
  expect(here.till.state().cart).toMatchObject({ lines: [], customerId: null, approvals: [] })
  expect(here.till.state().cart.id).not.toBe(cart.id)
  expect(onShelf(here)).toMatchObject({ label: 'blue coat', customerId: idOf(50) })
  expect(totalOfParked(onShelf(here))).toBe(sumsOfCart(cart).total)
  // As it travels.
  const sent = {
    ...onShelf(here),
    seq: 0,
    _deleted: false,
    branchId: idOf(2),
    deviceId: idOf(3),
    createdAt: '2026-01-01T10:00:00.000Z',
    updatedAt: '2026-01-01T10:00:00.000Z',
  }
  expect(ParkedSaleSchema.safeParse(JSON.parse(JSON.stringify(sent))).error).toBe(undefined)

  expect(await here.till.resume(onShelf(here), 'now')).toBe(true)
  expect(here.till.state().cart).toEqual(cart)
  expect(here.shelf.size).toBe(0)
  expect(here.disk.kept?.cart).toEqual(cart)
})

test('what another version of the app parked is made from its lines, for the same money', async () => {
  const { till } = await fullSale()
  const { cart } = till.state()
  const sale = parkedOfCart(cart, 'coat', idOf(4)) as ParkedSale
  const again = cartOfParked({ ...sale, cart: { from: 'the future' } }, idOf(90))
  expect(Cart.safeParse(again).error).toBe(undefined)
  expect(again).toMatchObject({ id: idOf(90), customerId: idOf(50) })
  expect(sumsOfCart(again).total).toBe(sumsOfCart(cart).total)
})

test('with another sale open it asks first, and parks that one', async () => {
  const here = someTill()
  here.till.scan('MUG')
  await here.till.park('first')
  const first = onShelf(here)
  here.till.scan('4006381333931')
  await here.till.resume(first, 'second')
  expect(here.till.state().question).toEqual({ kind: 'park-first' })
  here.till.back()
  expect(here.till.state().cart.lines.map(({ sku }) => sku)).toEqual(['SHIRT-1'])
  await here.till.resume(first, 'second')
  here.till.confirm()
  await settled()
  expect(here.till.state().cart.lines.map(({ sku }) => sku)).toEqual(['MUG'])
  expect([...here.shelf.values()].map(({ label }) => label)).toEqual(['second'])
})

test('[M5] whoever is beaten to it keeps an empty sale and is told by whom; without an answer nothing opens', async () => {
  const here = someTill()
  here.till.scan('MUG')
  await here.till.park('first')
  const sale = onShelf(here)
  here.serverSays({ kind: 'beaten', by: 'L2' })
  expect(await here.till.resume(sale, 'x')).toBe(false)
  expect(here.till.state().notice).toEqual({ kind: 'parking', fault: { kind: 'beaten', by: 'L2' } })
  here.serverSays({ kind: 'no-answer' })
  expect(await here.till.resume(sale, 'x')).toBe(false)
  expect(here.till.state().cart.lines).toEqual([])
  expect(here.disk.kept?.cart.lines).toEqual([])
  // Beaten at the last moment: what was kept for a power cut must not come back after a reload.
  here.serverSays({ kind: 'held', sale })
  here.shelf.clear()
  expect(await here.till.resume(sale, 'x')).toBe(false)
  expect(here.disk.kept?.cart.lines).toEqual([])
  expect(kindOf(here)).toBe('selling')
})

test('[C6] the cart is emptied only when the parked sale is on disk; what is scanned meanwhile is the next sale', async () => {
  const here = someTill()
  let release = () => {}
  here.disk.held = new Promise((resolve) => (release = resolve))
  here.till.scan('MUG')
  const { id } = here.till.state().cart
  const parked = here.till.park('coat')
  here.till.scan('4006381333931')
  here.till.pay('exact')
  expect(here.disk.kept?.cart).toMatchObject({ id, lines: [{ sku: 'MUG' }] })
  release()
  expect(await parked).toBe(true)
  expect(here.till.state().cart.lines.map(({ sku }) => sku)).toEqual(['SHIRT-1'])
  expect(here.placed).toEqual([])

  here.disk.held = null
  here.disk.fails = true
  expect(await here.till.park('shirt')).toBe(false)
  expect(here.till.state().cart.lines).toHaveLength(1)
  expect(here.till.state().notice).toMatchObject({ fault: { kind: 'not-written', why: 'the disk is full' } })
  const sale = onShelf(here)
  here.till.remove(here.till.state().cart.lines[0]!.id)
  expect(await here.till.resume(sale, 'x')).toBe(false)
  expect(here.till.state().cart.lines).toEqual([])
  expect(here.disk.kept?.cart.lines).toEqual([])
})

test('[C6] a power cut while a sale is taken up leaves it as the open one', async () => {
  const here = someTill()
  here.till.scan('MUG')
  const { cart } = here.till.state()
  await here.till.park('coat')
  let release = () => {}
  here.disk.held = new Promise((resolve) => (release = resolve))
  const resumed = here.till.resume(onShelf(here), 'x')
  await settled()
  // Still parked, and already what a reload would find.
  expect(here.shelf.size).toBe(1)
  expect(here.disk.kept?.cart).toEqual(cart)
  expect(here.till.state().cart.lines).toEqual([])
  release()
  expect(await resumed).toBe(true)
  expect(here.till.state().cart).toEqual(cart)
})

test('a sale that was paid after a power cut is not opened a second time', async () => {
  const here = someTill()
  here.till.scan('MUG')
  await here.till.park('coat')
  const sale = onShelf(here)
  await here.till.resume(sale, 'x')
  // The tombstone was lost, the kept cart was not.
  here.shelf.set(sale.id, sale)
  here.till.pay('exact')
  await settled()
  expect(here.placed).toHaveLength(1)
  expect(await here.till.resume(sale, 'x')).toBe(false)
  expect(here.till.state().notice).toEqual({ kind: 'parking', fault: { kind: 'sold-already' } })
  expect(here.shelf.size).toBe(0)
})

test('a parked sale is deleted only after a yes', async () => {
  const here = someTill()
  here.till.scan('MUG')
  await here.till.park('coat')
  here.till.askDrop(onShelf(here))
  expect(here.till.state().question).toEqual({ kind: 'drop-parked', label: 'coat' })
  here.till.back()
  await settled()
  expect(here.shelf.size).toBe(1)
  here.till.askDrop(onShelf(here))
  here.till.confirm()
  await settled()
  expect(here.shelf.size).toBe(0)
})

test('money on the counter keeps a sale from being parked', async () => {
  const here = someTill()
  here.till.scan('MUG')
  here.till.pay()
  here.till.take('card', 500 as never)
  expect(await here.till.park('coat')).toBe(false)
  expect(here.till.state().notice).toEqual({ kind: 'finish-payment' })
  expect(here.shelf.size).toBe(0)
})

test('where a branch sells in shifts only, paying says to open one first', () => {
  const here = someTill()
  here.shift.open = false
  here.till.scan('MUG')
  here.till.pay('exact')
  expect(here.till.state()).toMatchObject({ stage: { kind: 'selling' }, notice: { kind: 'shift-needed' } })
  here.shift.open = true
  here.till.pay()
  expect(kindOf(here)).toBe('paying')
})
