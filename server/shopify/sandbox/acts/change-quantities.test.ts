import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { TestShopify } from '../../../testing/test-shopify.ts'

let shop: TestShopify
let item: string
let place: string
let elsewhere: string

beforeEach(async () => {
  shop = await openTestShopify()
  item = Object.values(shop.world.state.variants).find(({ sku }) => sku === 'SHIRT-M')!.itemId
  ;[place, elsewhere] = Object.keys(shop.world.state.locations) as [string, string]
})
afterEach(() => shop.close())

const SET = `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id reason changes { name delta quantityAfterChange } }
    userErrors { field message code } } }`
const ADJUST = `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id reason changes { name delta } }
    userErrors { field message code } } }`
const quantities = async () =>
  (
    await shop.ask(
      `query ($item: ID!, $place: ID!) { inventoryItem(id: $item) { inventoryLevel(locationId: $place) {
        quantities(names: ["available", "on_hand", "damaged"]) { name quantity } } } }`,
      { item, place },
    )
  ).data.inventoryItem.inventoryLevel.quantities.map((one: { quantity: number }) => one.quantity)
const set = (row: object, key: string, name = 'available') =>
  shop.ask(SET, {
    key,
    input: { name, reason: 'correction', quantities: [{ inventoryItemId: item, locationId: place, ...row }] },
  })
const adjust = (row: object, key: string, name = 'available') =>
  shop.ask(ADJUST, {
    key,
    input: { name, reason: 'correction', changes: [{ inventoryItemId: item, locationId: place, ...row }] },
  })

test('what is available is mirrored into what lies there', async () => {
  const { data } = await set({ quantity: 8, changeFromQuantity: 5 }, 'one')
  expect(data.inventorySetQuantities).toMatchObject({
    inventoryAdjustmentGroup: {
      changes: [
        { name: 'available', delta: 3, quantityAfterChange: null },
        { name: 'on_hand', delta: 3, quantityAfterChange: null },
      ],
    },
    userErrors: [],
  })
  await adjust({ delta: -2, changeFromQuantity: null }, 'two')
  expect(await quantities()).toEqual([6, 6, 0])
  await adjust({ delta: 1, changeFromQuantity: 0, ledgerDocumentUri: 'ledger://1' }, 'three', 'damaged')
  expect(await quantities()).toEqual([6, 7, 1])
  await set({ quantity: 5, changeFromQuantity: 7 }, 'four', 'on_hand')
  expect(await quantities()).toEqual([4, 5, 1])
})

test('a stale comparison changes nothing; a null skips it', async () => {
  const stale = await set({ quantity: 8, changeFromQuantity: 4 }, 'one')
  expect(stale.data.inventorySetQuantities).toMatchObject({
    inventoryAdjustmentGroup: null,
    userErrors: [
      { field: ['input', 'quantities', '0', 'changeFromQuantity'], code: 'CHANGE_FROM_QUANTITY_STALE' },
    ],
  })
  expect(
    (await adjust({ delta: 1, changeFromQuantity: 4 }, 'two')).data.inventoryAdjustQuantities.userErrors,
  ).toMatchObject([{ code: 'CHANGE_FROM_QUANTITY_STALE' }])
  expect(await quantities()).toEqual([5, 5, 0])
  await set({ quantity: 8, changeFromQuantity: null }, 'three')
  expect(await quantities()).toEqual([8, 8, 0])
})

test('what it changes from must be named, also as null', async () => {
  const left = await set({ quantity: 8 }, 'one')
  expect(left.errors).toMatchObject([
    {
      message: 'InventoryQuantityInput must include the following argument: changeFromQuantity.',
      extensions: { code: 'INVALID_FIELD_ARGUMENTS' },
      path: ['inventorySetQuantities'],
    },
  ])
  expect(left.data).toEqual({ inventorySetQuantities: null })
  expect((await adjust({ delta: 1 }, 'two')).errors![0]!.message).toContain(
    'InventoryChangeInput must include',
  )
})

test('without a key nothing happens, though the schema allows it', async () => {
  const bare = await shop.ask(
    `mutation ($input: InventoryAdjustQuantitiesInput!) {
      inventoryAdjustQuantities(input: $input) { userErrors { message } } }`,
    {
      input: {
        name: 'available',
        reason: 'correction',
        changes: [{ inventoryItemId: item, locationId: place, delta: 1, changeFromQuantity: null }],
      },
    },
  )
  expect(bare).toMatchObject({
    errors: [
      {
        message: 'The @idempotent directive is required for this mutation but was not provided.',
        extensions: { code: 'BAD_REQUEST' },
      },
    ],
    data: { inventoryAdjustQuantities: null },
    extensions: { cost: { requestedQueryCost: 10, actualQueryCost: 10 } },
  })
  expect(await quantities()).toEqual([5, 5, 0])
})

test('a repeat is answered as the first time and does nothing; other arguments under the key are refused', async () => {
  const first = await adjust({ delta: -2, changeFromQuantity: null }, 'sale-1')
  const again = await adjust({ delta: -2, changeFromQuantity: null }, 'sale-1')
  expect(again.data).toEqual(first.data)
  expect(await quantities()).toEqual([3, 3, 0])
  const other = await adjust({ delta: -1, changeFromQuantity: null }, 'sale-1')
  expect(other.data.inventoryAdjustQuantities).toMatchObject({
    inventoryAdjustmentGroup: null,
    userErrors: [{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }],
  })
  await shop.clock.advance(25 * 60 * 60_000)
  await adjust({ delta: -1, changeFromQuantity: null }, 'sale-1')
})

test('a key whose first attempt was refused is spent', async () => {
  await set({ quantity: 8, changeFromQuantity: 4 }, 'one')
  expect(
    (await set({ quantity: 8, changeFromQuantity: 4 }, 'one')).data.inventorySetQuantities.userErrors,
  ).toMatchObject([{ code: 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED' }])
})

test('all rows or none, each with its own refusals', async () => {
  const answer = await shop.ask(ADJUST, {
    key: 'mixed',
    input: {
      name: 'available',
      reason: 'correction',
      changes: [
        { inventoryItemId: item, locationId: place, delta: 1, changeFromQuantity: 5 },
        {
          inventoryItemId: 'gid://shopify/InventoryItem/42',
          locationId: 'gid://shopify/Location/999999999999',
          delta: 1,
          changeFromQuantity: 0,
        },
      ],
    },
  })
  expect(answer.data.inventoryAdjustQuantities.userErrors).toEqual([
    {
      field: ['input', 'changes', '1', 'inventoryItemId'],
      message: 'The specified inventory item could not be found.',
      code: 'INVALID_INVENTORY_ITEM',
    },
    {
      field: ['input', 'changes', '1', 'locationId'],
      message: 'The specified location could not be found.',
      code: 'INVALID_LOCATION',
    },
  ])
  expect(await quantities()).toEqual([5, 5, 0])
})

test.each([
  [{ quantity: -5, changeFromQuantity: null }, 'on_hand', 'INVALID_QUANTITY_NEGATIVE'],
  [{ quantity: -2_000_000_000, changeFromQuantity: null }, 'available', 'INVALID_QUANTITY_TOO_LOW'],
  [{ quantity: 2_000_000_000, changeFromQuantity: null }, 'available', 'INVALID_QUANTITY_TOO_HIGH'],
  [{ quantity: 1, changeFromQuantity: null }, 'committed', 'INVALID_NAME'],
])('%j as %s is %s', async (row, name, code) => {
  expect((await set(row, 'one', name)).data.inventorySetQuantities.userErrors).toMatchObject([{ code }])
})

test('what is available may go below zero', async () => {
  await set({ quantity: -3, changeFromQuantity: null }, 'one')
  expect(await quantities()).toEqual([-3, -3, 0])
})

test('an item is stocked where it was not, and unstocked again, but never everywhere', async () => {
  const single = Object.values(shop.world.state.variants).find(({ sku }) => sku === 'SHIRT-L')!.itemId
  const activate = await shop.ask(
    `mutation ($item: ID!, $place: ID!) { inventoryActivate(inventoryItemId: $item, locationId: $place, available: 4)
      @idempotent(key: "stock") { inventoryLevel { id quantities(names: ["on_hand"]) { quantity } } userErrors { message } } }`,
    { item: single, place: elsewhere },
  )
  expect(activate.data.inventoryActivate).toMatchObject({
    inventoryLevel: { quantities: [{ quantity: 4 }] },
    userErrors: [],
  })
  const deactivate = (id: string, key: string) =>
    shop.ask(
      `mutation ($id: ID!, $key: String!) { inventoryDeactivate(inventoryLevelId: $id) @idempotent(key: $key) { userErrors { message } } }`,
      { id, key },
    )
  const { id } = activate.data.inventoryActivate.inventoryLevel
  expect((await deactivate(id, 'off')).data.inventoryDeactivate.userErrors).toEqual([])
  const last = shop.world.state.items[single]!.levelIds[place]!
  expect((await deactivate(last, 'off-too')).data.inventoryDeactivate.userErrors[0].message).toContain(
    'at a minimum of 1 location',
  )
})
