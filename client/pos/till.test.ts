import { expect, test } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import { idOf, someProduct } from './testing/products.ts'
import type { Till } from './till.ts'
import type { Manager } from './testing/some-till.ts'
import { agrees, mug, percent, selectedId, settled, shirt, someTill, stage } from './testing/some-till.ts'

test('[C6] a sale is shown as done only after it is durable', async () => {
  const { till, placed, disk } = someTill()
  let release = () => {}
  disk.held = new Promise((resolve) => (release = resolve))
  till.scan('4006381333931')
  till.pay('exact')
  expect(stage(till)).toBe('placing')
  expect(till.state().last).toBeNull()
  release()
  await settled()
  expect(stage(till)).toBe('sold')
  expect(placed).toHaveLength(1)
  expect(till.state().cart.lines).toEqual([])
})

test('a second press of Pay does nothing', async () => {
  const { till, placed } = someTill()
  till.scan('4006381333931')
  till.take('cash', 5000 as Minor)
  expect(stage(till)).toBe('selling')
  till.pay()
  till.pay()
  expect(till.state().stage).toEqual({ kind: 'paying', tenders: [], fault: null })
  till.take('card', till.total())
  till.pay('exact')
  till.take('card', till.total())
  await settled()
  till.pay('exact')
  await settled()
  expect(placed).toHaveLength(1)
})

test('a disk that fails keeps cart and money; trying again is the same order', async () => {
  const { till, placed, disk } = someTill()
  till.scan('MUG')
  const { id } = till.state().cart
  till.pay()
  till.take('card', 500 as Minor)
  disk.fails = true
  till.take('cash', 2000 as Minor)
  await settled()
  expect(till.state().stage).toMatchObject({
    kind: 'paying',
    fault: { kind: 'not-saved', why: 'the disk is full' },
  })
  expect(till.remaining()).toBe(1499)
  disk.fails = false
  till.take('cash', 2000 as Minor)
  await settled()
  expect(placed.map((order) => order.id)).toEqual([id])
  expect(till.state().last?.change).toBe(501)
})

test('the next scan starts the next sale, and the change stays', async () => {
  const { till } = someTill()
  till.scan('MUG')
  till.pay()
  till.take('cash', 5000 as Minor)
  await settled()
  till.scan('4006381333931')
  expect(stage(till)).toBe('selling')
  expect(till.state().cart.lines.map(({ sku }) => sku)).toEqual(['SHIRT-1'])
  expect(till.state().last?.change).toBe(3001)
})

test('the change goes when it could be mistaken for another customer’s: at the fourth line, at Pay, at Park, for other work', async () => {
  const ways: Record<string, (till: Till) => unknown> = {
    'a fourth line': (till) => [11, 12, 13].forEach((number) => till.add(someProduct(number))),
    'money for the next sale': (till) => till.pay(),
    'a sale put aside': (till) => till.park('Anna'),
    'other work': (till) => till.forgetLast(),
  }
  for (const [name, way] of Object.entries(ways)) {
    const { till } = someTill()
    till.scan('MUG')
    till.pay()
    till.take('cash', 5000 as Minor)
    await settled()
    till.scan('MUG')
    expect(till.state().last?.change, name).toBe(3001)
    await way(till)
    expect(till.state().last, name).toBeNull()
  }
})

test('other work that begins behind a sale leaves the tick for the products', async () => {
  const { till } = someTill()
  till.scan('MUG')
  till.pay('exact')
  await settled()
  expect(stage(till)).toBe('sold')
  till.forgetLast()
  expect([stage(till), till.state().last]).toEqual(['selling', null])
})

test('what is scanned while a sale is being written belongs to the next one', async () => {
  const { till, disk } = someTill()
  let release = () => {}
  disk.held = new Promise((resolve) => (release = resolve))
  till.scan('MUG')
  till.pay('exact')
  till.scan('4006381333931')
  release()
  await settled()
  expect(till.state().cart.lines.map(({ sku }) => sku)).toEqual(['SHIRT-1'])
})

test('nothing is added once money lies on the counter: that is said, and heard, until more is taken', () => {
  const { till, heard } = someTill()
  till.scan('MUG')
  till.pay()
  till.take('card', 500 as Minor)
  till.scan('4006381333931')
  expect(till.state().cart.lines).toHaveLength(1)
  expect(till.state().notice).toEqual({ kind: 'finish-payment' })
  expect(heard).toEqual(['added', 'unknown'])
  till.take('card', 500 as Minor)
  expect(till.state().notice).toBeNull()
})

test('an unknown code is said and heard, and scanning goes on', () => {
  const { till, heard } = someTill()
  till.scan('NOPE-1')
  expect(till.state().notice).toEqual({ kind: 'unknown', code: 'NOPE-1' })
  till.scan('MUG')
  expect(till.state().notice).toBeNull()
  expect(heard).toEqual(['unknown', 'added'])
})

test('3* and a scan are three', () => {
  const { till } = someTill()
  till.type('3*')
  till.scan('MUG')
  expect(till.state().cart.lines[0]?.quantity).toBe(3)
  expect(till.state().typed).toBe('')
})

test('above 99 it asks once', () => {
  const { till } = someTill()
  till.type('150*')
  till.scan('MUG')
  expect(till.state().question).toMatchObject({ kind: 'many', quantity: 150 })
  till.confirm()
  expect(till.state().cart.lines[0]?.quantity).toBe(150)
  till.step(1)
  expect(till.state().question).toBeNull()
  expect(till.state().cart.lines[0]?.quantity).toBe(151)
})

test('a scan while the till asks is another piece, and an answer to nothing: what was asked is asked anew', async () => {
  const { till, placed } = someTill({ stock: { [mug.id]: 0 } })
  till.scan('MUG')
  till.pay('exact')
  expect(till.state().question?.kind).toBe('short')
  till.scan('MUG')
  expect(till.state()).toMatchObject({ question: null, cart: { lines: [{ quantity: 2 }] } })
  till.confirm()
  await settled()
  expect(placed).toEqual([])
  till.pay('exact')
  expect(till.state().question).toMatchObject({ kind: 'short', lines: [{ line: { quantity: 2 } }] })
  till.scan('NOBODY')
  expect(till.state().question?.kind, 'nothing was added').toBe('short')
})

test('how many were meant is asked until somebody answers, whatever is scanned meanwhile', () => {
  const { till } = someTill()
  till.type('150*')
  till.scan('MUG')
  till.scan('4006381333931')
  expect(till.state().question).toMatchObject({ kind: 'many', quantity: 150 })
  till.confirm()
  expect(till.state().cart.lines.find(({ productId }) => productId === mug.id)?.quantity).toBe(150)
})

test('with nothing on the counter, selling on is confirmed once and recorded', async () => {
  const { till, placed } = someTill({ stock: { [mug.id]: 0 } })
  till.scan('MUG')
  till.pay()
  expect(till.state().question).toMatchObject({ kind: 'short', lines: [{ onHand: 0 }] })
  expect(till.back()).toBe(true)
  expect(stage(till)).toBe('selling')
  till.pay('exact')
  till.confirm()
  await settled()
  expect(placed[0]?.approvals[0]).toMatchObject({ kind: 'sold_short' })
})

test('Escape takes what was said of what was typed with it', () => {
  const { till } = someTill()
  till.type('0*')
  till.scan('MUG')
  expect(till.state().notice?.kind).toBe('too-many-pieces')
  expect(till.back()).toBe(true)
  expect(till.state()).toMatchObject({ typed: '', notice: null })
})

test('Escape backs out one level at a time and never clears the cart', () => {
  const { till } = someTill()
  till.scan('MUG')
  till.type('shi')
  expect(till.back()).toBe(true)
  expect(till.state().typed).toBe('')
  till.pay()
  expect(till.back()).toBe(true)
  expect(stage(till)).toBe('selling')
  expect(till.back()).toBe(false)
  expect(till.state().cart.lines).toHaveLength(1)
})

test('the open cart is kept at every change and found again', () => {
  const { till, disk } = someTill()
  till.scan('MUG')
  till.step(1)
  const again = someTill({ kept: disk.kept })
  expect(again.till.state().cart).toEqual(till.state().cart)
  expect(disk.kept?.cart.lines[0]?.quantity).toBe(2)
})

test('a cart that costs nothing is sold without money', async () => {
  const { till, placed } = someTill()
  till.scan('MUG')
  void till.setDiscount(till.state().cart.selectedId ?? '', { kind: 'amount', amount: 999_999 as Minor })
  till.pay()
  await settled()
  expect(placed[0]).toMatchObject({ total: 0, payments: [] })
})

test('Enter adds a code that was typed, else the marked hit, and says when there is neither', () => {
  const { till } = someTill()
  till.type('MUG')
  till.enter(shirt)
  till.type('2*shi')
  till.enter(shirt)
  expect(till.state().cart.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['MUG', 1],
    ['SHIRT-1', 2],
  ])
  till.type('nonsense')
  till.enter(undefined)
  expect(till.state()).toMatchObject({ typed: '', notice: { kind: 'unknown', code: 'nonsense' } })
})

test('the order names who is at the till when it is paid', async () => {
  const { till, placed, counter } = someTill()
  till.scan('MUG')
  counter.cashierId = idOf(5)
  till.pay('exact')
  await settled()
  expect(placed[0]?.cashierId).toBe(idOf(5))
})

test('a discount over the limit waits for a manager, whose word is on the order', async () => {
  const { till, placed, asked } = someTill({ lineDiscountBp: 1000 })
  till.scan('MUG')
  await till.setDiscount(selectedId(till), percent(10))
  expect(asked).toEqual([])
  await till.setDiscount(selectedId(till), percent(20))
  expect(asked).toMatchObject([{ kind: 'line_discount', before: 1999, after: 1599 }])
  till.pay('exact')
  await settled()
  expect(asked).toHaveLength(1)
  expect(placed[0]).toMatchObject({
    total: 1599,
    approvals: [
      { kind: 'line_discount', approverId: idOf(9), reason: 'Damaged', details: { discount: 400 } },
    ],
  })
})

test('a refused discount leaves the line as it was, and a smaller one needs no word any more', async () => {
  const answers = [null, await agrees({ kind: 'line_discount', what: '', before: '', after: '' })]
  const { till } = someTill({ lineDiscountBp: 1000, manager: async () => answers.shift() ?? null })
  till.scan('MUG')
  await till.setDiscount(selectedId(till), percent(5))
  await till.setDiscount(selectedId(till), percent(50))
  expect(till.total()).toBe(1899)
  await till.setDiscount(selectedId(till), percent(50))
  expect(till.state().cart.approvals).toHaveLength(1)
  await till.setDiscount(selectedId(till), percent(5))
  expect(till.state().cart.approvals).toEqual([])
})

test('an amount that passes the limit when pieces are taken out is asked for before money is taken', async () => {
  const answers: ReturnType<Manager>[] = [Promise.resolve(null)]
  const { till, asked } = someTill({
    lineDiscountBp: 1000,
    manager: (request) => answers.shift() ?? agrees(request),
  })
  till.type('3*')
  till.scan('MUG')
  await till.setDiscount(selectedId(till), { kind: 'amount', amount: 500 as Minor })
  expect(asked).toEqual([])
  till.setQuantity(selectedId(till), 1)
  till.pay()
  await settled()
  expect(stage(till)).toBe('selling')
  till.pay()
  till.pay()
  await settled()
  expect(stage(till)).toBe('paying')
  expect(asked).toHaveLength(2)
})

test('a word given while the sale became another one is not taken into it', async () => {
  let speak = (_word: Awaited<ReturnType<Manager>>) => {}
  const manager: Manager = () => new Promise((resolve) => (speak = resolve))
  const { till } = someTill({ lineDiscountBp: 1000, manager })
  till.scan('MUG')
  const asking = till.setDiscount(selectedId(till), percent(20))
  till.askClear()
  till.confirm()
  speak({ kind: 'line_discount', approverId: idOf(9), reason: 'Damaged' })
  await asking
  expect(till.state().cart).toMatchObject({ lines: [], approvals: [] })
})
