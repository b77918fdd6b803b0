import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { TestShopify } from '../../../testing/test-shopify.ts'

let shop: TestShopify

beforeEach(async () => {
  shop = await openTestShopify()
})
afterEach(() => shop.close())

const run = async (query: string) =>
  (
    await shop.ask(
      `mutation ($query: String!) { bulkOperationRunQuery(query: $query) {
        bulkOperation { id status objectCount url } userErrors { field message code } } }`,
      { query },
    )
  ).data.bulkOperationRunQuery
const poll = async (id: string) =>
  (
    await shop.ask(
      `query ($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url completedAt } }`,
      { id },
    )
  ).data.bulkOperation
const STOCK = `{ products { edges { node { id title variants { edges { node { id sku
  inventoryItem { id inventoryLevels { edges { node { id location { id } quantities(names: ["available"]) { quantity } } } } } } } } } } } }`

test('a query is answered by a file: a line each, and what hangs on it names it', async () => {
  const { bulkOperation, userErrors } = await run(STOCK)
  expect(userErrors).toEqual([])
  expect(bulkOperation).toMatchObject({ status: 'CREATED', objectCount: '0', url: null })
  await shop.clock.advance(600)
  expect(await poll(bulkOperation.id)).toMatchObject({ status: 'RUNNING', url: null, completedAt: null })
  await shop.clock.advance(2_000)
  const done = await poll(bulkOperation.id)
  // Two products, three variants, five levels.
  expect(done).toMatchObject({
    status: 'COMPLETED',
    objectCount: '10',
    rootObjectCount: '2',
    errorCode: null,
  })
  const file = await shop.app.inject({ method: 'GET', url: new URL(done.url).pathname })
  expect(Buffer.byteLength(file.body)).toBe(Number(done.fileSize))
  const lines = file.body
    .trimEnd()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { id: string; __parentId?: string; sku?: string; quantities?: object[] },
    )
  const ids = new Set<string>()
  for (const line of lines) {
    if (line.__parentId !== undefined) expect(ids).toContain(line.__parentId)
    ids.add(line.id)
  }
  expect(lines.flatMap(({ sku }) => sku ?? [])).toEqual(['SHIRT-M', 'SHIRT-L', 'TOTE'])
  expect(lines.filter(({ quantities }) => quantities)).toHaveLength(5)
})

test('five at once and no more; a cancelled one makes room', async () => {
  const begun = []
  for (let index = 0; index < 5; index += 1)
    begun.push((await run('{ products { edges { node { id } } } }')).bulkOperation.id)
  expect((await run('{ products { edges { node { id } } } }')).userErrors).toEqual([
    {
      field: null,
      message: `A bulk query operation for this app and shop is already in progress: ${begun.join(', ')}.`,
      code: 'OPERATION_IN_PROGRESS',
    },
  ])
  const cancel = await shop.ask(
    'mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }',
    { id: begun[0] },
  )
  expect(cancel.data.bulkOperationCancel.bulkOperation.status).toBe('CANCELING')
  await shop.clock.advance(3_000)
  expect(await poll(begun[0]!)).toMatchObject({ status: 'CANCELED', url: null })
  expect(await poll(begun[1]!)).toMatchObject({ status: 'COMPLETED' })
  expect((await run('{ products { edges { node { id } } } }')).userErrors).toEqual([])
})

test('what is found is of the moment it began, and nothing found is no file', async () => {
  const { bulkOperation } = await run('{ products(query: "title:nothing") { edges { node { id } } } }')
  await shop.clock.advance(3_000)
  expect(await poll(bulkOperation.id)).toMatchObject({
    status: 'COMPLETED',
    objectCount: '0',
    url: null,
    fileSize: null,
  })
})

test.each([
  [
    '{ products { nodes { id } } }',
    "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'products'.",
  ],
  ['', 'Invalid bulk query: syntax error, unexpected end of file'],
  ['{ shop { id } }', 'Bulk queries must contain at least one connection.'],
  [
    '{ products { edges { node { title variants { edges { node { id } } } } } } }',
    "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': products.",
  ],
  [
    'mutation { productCreate(product: { title: "x" }) { product { id } } }',
    'Invalid operation type. Only `query` operations are supported.',
  ],
  [
    '{ orders { edges { node { id refunds { id refundLineItems { edges { node { id } } } } } } } }',
    'Queries that contain a connection field within a list field are not currently supported.',
  ],
])('%s is refused', async (query, message) => {
  expect((await run(query)).userErrors).toEqual([{ field: ['query'], message, code: 'INVALID' }])
})
