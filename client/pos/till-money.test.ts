import { expect, test, vi } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import { keptSale } from './kept-sale.ts'
import { idOf } from './testing/products.ts'
import { agrees, mug, percent, selectedId, settled, someTill, stage } from './testing/some-till.ts'
import type { Manager } from './testing/some-till.ts'
import type { Till } from './till.ts'

test('a discount on the sale comes after those on its lines, and is on the order', async () => {
  const { till, placed } = someTill({ limits: { cartDiscountBp: 10_000 } })
  till.scan('MUG')
  till.scan('4006381333931')
  await till.setDiscount(selectedId(till), { kind: 'amount', amount: 999 as Minor })
  await till.setSaleDiscount(percent(10))
  expect(till.total()).toBe(2699)
  till.pay('exact')
  await settled()
  expect(placed[0]).toMatchObject({ subtotal: 2999, discount: 300, total: 2699 })
})

test('a discount on the sale or a price over the limit takes a manager’s word', async () => {
  const { till, asked, placed } = someTill({ limits: { cartDiscountBp: 1000, priceOverrideBp: 1000 } })
  till.scan('MUG')
  await till.setPrice(selectedId(till), 1800 as Minor)
  await till.setPrice(selectedId(till), 2500 as Minor)
  expect(asked).toEqual([])
  await till.setPrice(selectedId(till), 1000 as Minor)
  expect(till.state().cart.lines[0]).toMatchObject({ unitPrice: 1000, priceWas: 1999 })
  await till.setSaleDiscount({ kind: 'amount', amount: 500 as Minor })
  expect(asked).toMatchObject([
    { kind: 'price_override', before: 1999, after: 1000 },
    { kind: 'cart_discount', before: 1000, after: 500 },
  ])
  till.pay('exact')
  await settled()
  expect(placed[0]?.approvals.map(({ kind }) => kind)).toEqual(['price_override', 'cart_discount'])
  expect(placed[0]).toMatchObject({ discount: 500, total: 500, lines: [{ unitPrice: 1000 }] })
})

test('another price is what the line costs: a discount that was given before it, and its approval, are gone', async () => {
  const { till, asked, placed } = someTill({ lineDiscountBp: 1000, limits: { priceOverrideBp: 1000 } })
  till.scan('MUG')
  await till.setDiscount(selectedId(till), percent(20))
  expect(till.total()).toBe(1599)
  await till.setPrice(selectedId(till), 1900 as Minor)
  expect(till.total()).toBe(1900)
  till.pay('exact')
  await settled()
  expect(asked).toMatchObject([{ kind: 'line_discount' }])
  expect(placed[0]).toMatchObject({ total: 1900, approvals: [], lines: [{ unitPrice: 1900, discount: 0 }] })
})

test('a discount on a lowered price is judged by both: limits do not add up on one line', async () => {
  const { till, asked } = someTill({ lineDiscountBp: 1000, limits: { priceOverrideBp: 1000 } })
  till.scan('MUG')
  await till.setPrice(selectedId(till), 1900 as Minor)
  await till.setDiscount(selectedId(till), percent(5))
  expect(asked).toEqual([])
  await till.setDiscount(selectedId(till), percent(6))
  expect(asked).toMatchObject([{ kind: 'line_discount', before: 1999, after: 1786 }])
})

test('the catalogue’s price again is no other price, and a refused one changes nothing', async () => {
  const { till } = someTill({ limits: { priceOverrideBp: 0 }, manager: async () => null })
  till.scan('MUG')
  await till.setPrice(selectedId(till), 1 as Minor)
  expect(till.total()).toBe(1999)
  await till.setPrice(selectedId(till), 3000 as Minor)
  expect(till.total()).toBe(3000)
  await till.setPrice(selectedId(till), 1999 as Minor)
  expect(till.state().cart.lines[0]?.priceWas).toBeNull()
})

test('what was approved of a larger sale is asked for again once it is a larger share', async () => {
  const { till, asked } = someTill({ limits: { cartDiscountBp: 1000 } })
  till.scan('MUG')
  till.scan('4006381333931')
  await till.setSaleDiscount({ kind: 'amount', amount: 800 as Minor })
  expect(asked).toHaveLength(1)
  till.step(1)
  till.pay()
  expect(stage(till)).toBe('paying')
  till.back()
  till.remove(selectedId(till))
  till.pay()
  await settled()
  expect(asked).toMatchObject([{}, { kind: 'cart_discount', before: 1999, after: 1199 }])
  expect(till.state().cart.approvals).toHaveLength(1)
})

test('a discount on a sale that shrank takes no more than there is', () => {
  const { till } = someTill({ limits: { cartDiscountBp: 10_000 } })
  till.scan('MUG')
  till.scan('4006381333931')
  void till.setSaleDiscount({ kind: 'amount', amount: 3000 as Minor })
  till.remove(selectedId(till))
  expect(till.total()).toBe(0)
})

test.each([
  ['is taken out', (till: Till) => till.remove(selectedId(till))],
  ['has no pieces left', (till: Till) => till.setQuantity(selectedId(till), 0)],
  ['is counted down', (till: Till) => till.step(-1)],
])('the discount and the word for it go with the last line that %s', async (_how, empty) => {
  const { till, asked, placed } = someTill({ limits: { cartDiscountBp: 1000 } })
  till.scan('MUG')
  till.setCustomer(idOf(70))
  await till.setSaleDiscount(percent(50))
  expect(asked).toHaveLength(1)
  empty(till)
  expect(till.state().cart).toMatchObject({ lines: [], approvals: [], customerId: idOf(70) })
  till.add(mug, 3)
  till.pay('exact')
  await settled()
  expect(placed[0]).toMatchObject({ discount: 0, total: 5997, approvals: [] })
})

test('a word for the sale that comes when its last line is gone changes nothing', async () => {
  let speak = () => {}
  const agreesLater: Manager = (request) =>
    new Promise((resolve) => (speak = () => void agrees(request).then(resolve)))
  const { till } = someTill({ limits: { cartDiscountBp: 1000 }, manager: agreesLater })
  till.scan('MUG')
  const asking = till.setSaleDiscount(percent(50))
  till.remove(selectedId(till))
  speak()
  await asking
  expect(till.state().cart.approvals).toEqual([])
  till.scan('MUG')
  expect(till.total()).toBe(1999)
})

test.each([
  ['no pieces', '0*'],
  ['fewer than none', '-1*'],
  ['a billion', '1000000000*'],
])('%s are refused in words, and what was typed stays', (_what, typed) => {
  const { till } = someTill()
  till.type(typed)
  till.scan('MUG')
  expect(till.state()).toMatchObject({ typed, notice: { kind: 'too-many-pieces' }, cart: { lines: [] } })
  till.type(`${typed}MUG`)
  till.enter(mug)
  expect(till.state()).toMatchObject({ notice: { kind: 'too-many-pieces' }, cart: { lines: [] } })
})

test('more pieces or money than an order can name leave the sale as it was', async () => {
  const { till } = someTill()
  till.scan('MUG')
  till.setQuantity(selectedId(till), 1e9)
  expect(till.state()).toMatchObject({
    notice: { kind: 'too-many-pieces' },
    cart: { lines: [{ quantity: 1 }] },
  })
  till.setQuantity(selectedId(till), 99_999)
  till.confirm()
  till.type('2*')
  till.scan('MUG')
  expect(till.state()).toMatchObject({
    notice: { kind: 'too-many-pieces' },
    cart: { lines: [{ quantity: 99_999 }] },
  })
  await till.setPrice(selectedId(till), 99_999_999 as Minor)
  expect(till.state()).toMatchObject({
    notice: { kind: 'too-large' },
    cart: { lines: [{ unitPrice: 1999 }] },
  })
})

test('[U6] the sale names its customer, whom this device may not know yet', async () => {
  const { till, placed, disk } = someTill()
  till.setCustomer(idOf(77))
  expect(disk.kept?.cart.customerId).toBe(idOf(77))
  till.scan('MUG')
  till.pay('exact')
  await settled()
  expect(placed[0]?.customerId).toBe(idOf(77))
  expect(till.state().cart.customerId).toBeNull()
})

test('nothing given is refused with what is to pay; less than all is a part of it', () => {
  const { till } = someTill()
  till.scan('MUG')
  till.pay()
  till.take('cash', 0 as Minor)
  expect(till.state().stage).toMatchObject({ tenders: [], fault: { kind: 'short', remaining: 1999 } })
  till.take('card', 1500 as Minor)
  expect(till.state().stage).toMatchObject({ kind: 'paying', tenders: [{}], fault: null })
  expect(till.remaining()).toBe(499)
})

test('exact cash is rounded to the branch’s coins, and the order says so', async () => {
  const { till, placed } = someTill({ settings: { cashRounding: 5 } })
  till.scan('MUG')
  till.pay()
  expect([till.remaining('cash'), till.remaining()]).toEqual([2000, 1999])
  till.pay('exact')
  await settled()
  expect(placed[0]?.payments).toEqual([
    { type: 'cash', amount: 1999, tendered: 2000, change: 1 },
    { type: 'rounding', amount: 0, tendered: 1, change: 1 },
  ])
  expect(till.state().last?.change).toBe(0)
})

test('a second currency is paid at the rate of that moment', async () => {
  const settings = { secondCurrency: { currency: 'EUR', rate: 1.08 } }
  const { till, placed } = someTill({ settings })
  till.scan('MUG')
  till.pay()
  expect(till.preview('cash', 2000 as Minor, true)).toEqual({ worth: 2160, change: 161 })
  till.take('card', 999 as Minor)
  till.take('cash', 1000 as Minor, true)
  await settled()
  expect(placed[0]?.payments).toEqual([
    { type: 'card', amount: 999, tendered: 999, change: 0 },
    { type: 'cash', amount: 1000, tendered: 1000, change: 80, currency: 'EUR', rate: 1.08 },
  ])
  expect(till.state().last?.change).toBe(80)
})

test('where a branch takes no cash, exact cash only opens the payment', () => {
  const { till } = someTill({ settings: { paymentTypes: ['card'] } })
  till.scan('MUG')
  till.pay('exact')
  expect(till.state().stage).toEqual({ kind: 'paying', tenders: [], fault: null })
})

test('[C6] money on the counter is kept with its sale: who leaves the till goes on taking the rest', async () => {
  const settings = { secondCurrency: { currency: 'EUR', rate: 1.08 } }
  const { till, disk } = someTill({ settings })
  till.scan('MUG')
  till.pay()
  till.take('card', 999 as Minor)
  till.take('cash', 500 as Minor, true)
  till.takeBack(0)
  // Through the text of it, as the disk has it.
  const values = new Map<string, string>()
  const storage = keptSale(
    {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      kept: async () => {},
    },
    'lane',
  )
  await storage.keep(disk.kept!)
  const again = someTill({ settings, kept: storage.read() })
  expect(again.till.state()).toMatchObject({ stage: till.state().stage, cart: till.state().cart })
  expect(again.till.remaining()).toBe(1999 - 540)
  again.till.take('card', 1459 as Minor)
  await settled()
  expect(again.placed[0]?.payments.map(({ type }) => type)).toEqual(['cash', 'card'])
  expect(again.disk.kept).toMatchObject({ cart: { lines: [] }, tenders: [] })
})

test('[C6] while a sale is written the tender that completed it is not kept: the order may not come to be', async () => {
  const { till, disk } = someTill()
  till.scan('MUG')
  till.pay()
  till.take('card', 1000 as Minor)
  const writing = Promise.withResolvers<void>()
  disk.held = writing.promise
  till.take('card', 999 as Minor)
  expect(stage(till)).toBe('placing')
  expect(disk.kept?.tenders).toEqual([{ type: 'card', tendered: 1000 }])
  writing.resolve()
  await settled()
  expect(disk.kept?.tenders).toEqual([])
})

test('an open sale of an earlier version is found without money', () => {
  const { till } = someTill()
  till.scan('MUG')
  const text = JSON.stringify(till.state().cart)
  const kept = keptSale({ getItem: () => text, setItem: () => {}, kept: async () => {} }, 'lane').read()
  expect(kept).toEqual({ cart: till.state().cart, tenders: [] })
})

test('a sale paid by one key is drawn when it is on disk, and as being written only where that takes long', async () => {
  vi.useFakeTimers()
  let kept: () => void = () => {}
  const { till, disk } = someTill()
  disk.held = new Promise((resolve) => {
    kept = resolve
  })
  till.scan('MUG')
  const drawn: string[] = []
  till.subscribe(() => drawn.push(stage(till)))
  till.pay('exact')
  expect([stage(till), drawn]).toEqual(['placing', []])
  expect(till.state().stage).toMatchObject({ straight: true })
  vi.advanceTimersByTime(150)
  expect(drawn).toEqual(['placing'])
  expect(till.state().stage).toMatchObject({ straight: false })
  vi.useRealTimers()
  kept()
  await settled()
  expect(drawn).toEqual(['placing', 'sold'])
})
