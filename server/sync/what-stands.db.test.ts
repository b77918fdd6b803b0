import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testMovement, testProduct, testSale } from '../testing/test-lane.ts'

const { openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

test('[U3] [U2] a settled order stands, however broken what comes under its id', async () => {
  const sale = testSale(till, await testProduct(admin, { [till.branchId]: 9 }))
  const [settled] = (await till.push('orders', [sale])).body['conflicts']
  for (const other of [
    { ...sale, total: -4 },
    { ...sale, note: 'another' },
  ]) {
    const { body } = await till.push('orders', [other])
    expect(body['conflicts']).toEqual([settled])
  }
})

test('[U2] a document that is sent as the server has it is not answered', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const sale = testSale(till, product)
  const [settled] = (await till.push('orders', [sale])).body['conflicts']
  expect((await till.push('orders', [{ ...settled }])).body['conflicts']).toEqual([])
  const [stored] = (await admin.pullAll('products')).filter(({ id }) => id === product.id)
  expect((await admin.push('products', [{ ...stored }], stored)).body['conflicts']).toEqual([])
  expect((await till.push('orders', [sale])).body['conflicts']).toEqual([settled])
})

test('[U3] [U2] of two documents under one id in one push the first stands, with its position', async () => {
  const sale = testSale(till, await testProduct(admin, { [till.branchId]: 9 }))
  const { body } = await till.push('orders', [sale, { ...sale, note: 'another' }, { ...sale, total: -4 }])
  const [first, second, third] = body['conflicts']
  expect(first).toMatchObject({ id: sale.id, status: 'accepted', note: null })
  expect(first.seq).toBeGreaterThan(0)
  expect([second, third]).toEqual([first, first])
})

test('[U2] [U5] a refused edit is answered with what the server has, and the reason', async () => {
  const product = await testProduct(admin, {})
  const [stored] = (await admin.pullAll('products')).filter(({ id }) => id === product.id)
  const edit = await admin.push('products', [{ ...stored, price: -1 }], stored)
  expect(edit.body['conflicts']).toMatchObject([{ ...stored, rejection: { code: 'document/invalid' } }])

  const id = crypto.randomUUID()
  const updatedAt = '2026-01-01T00:00:00.000Z'
  const customer = {
    id,
    seq: 0,
    _deleted: false,
    name: 'Ann',
    phone: null,
    email: null,
    note: null,
    updatedAt,
  }
  const [ann] = (await till.push('customers', [customer])).body['conflicts']
  const { body } = await till.push('customers', [{ ...ann, name: 5 }], ann)
  expect(body['conflicts']).toMatchObject([
    { ...ann, status: 'rejected', rejection: { code: 'document/invalid' } },
  ])
})

test('[P2] [M2] the answer to a transfer does not tell what is on the other branch’s shelf', async () => {
  const { riverside } = shop.branches
  const product = await testProduct(admin, { [till.branchId]: 5, [riverside]: 7 })
  const half = { productId: product.id, transferId: crypto.randomUUID() }
  const { body } = await till.push('stockMovements', [
    testMovement({ ...half, branchId: till.branchId, delta: -2, reason: 'transfer_out' }),
    testMovement({ ...half, branchId: riverside, delta: 2, reason: 'transfer_in' }),
  ])
  expect(body['conflicts']).toMatchObject([
    { reason: 'transfer_out', balance: 3 },
    { reason: 'transfer_in', balance: null },
  ])
})
