import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestShopify } from '../../testing/test-shopify.ts'
import type { TestShopify } from '../../testing/test-shopify.ts'
import { openSandbox } from './open-sandbox.ts'

let shop: TestShopify

beforeEach(async () => {
  shop = await openTestShopify()
})
afterEach(() => shop.close())

const control = (url: string, payload: object = {}) =>
  shop.app.inject({ method: 'POST', url: `/__sandbox/${url}`, payload })
const grant = (secret = 'shpss_sandbox_secret') =>
  shop.app.inject({
    method: 'POST',
    url: '/admin/oauth/access_token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      client_id: 'sandbox-client-id',
      client_secret: secret,
      grant_type: 'client_credentials',
    }).toString(),
  })
const askWith = (token: string, query = '{ shop { name } }') =>
  shop.app.inject({
    method: 'POST',
    url: '/admin/api/2026-10/graphql.json',
    headers: { 'x-shopify-access-token': token },
    payload: { query },
  })

test('a token is granted for the app’s credentials and is good for 24 hours', async () => {
  const granted = await grant()
  expect(granted.json()).toMatchObject({
    expires_in: 86_399,
    scope: expect.stringContaining('write_inventory') as string,
  })
  const { access_token: token } = granted.json<{ access_token: string }>()
  expect((await askWith(token)).statusCode).toBe(200)
  await shop.clock.advance(86_400_000)
  const refused = await askWith(token)
  expect(refused.statusCode).toBe(401)
  expect(refused.json()).toEqual({
    errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
  })
  expect((await grant('wrong')).statusCode).toBe(400)
})

test('tokens are revoked, secrets rotate, and an uninstalled app is let in no more', async () => {
  const token = (await grant()).json<{ access_token: string }>().access_token
  await control('tokens/revoke')
  expect((await askWith(token)).statusCode).toBe(401)
  const { secret } = (await control('secret/rotate')).json<{ secret: string }>()
  expect((await grant()).statusCode).toBe(200)
  expect((await grant(secret)).statusCode).toBe(200)
  await control('uninstall')
  expect((await grant(secret)).statusCode).toBe(400)
  await control('install')
  expect((await grant(secret)).statusCode).toBe(200)
})

test('answers fail, are throttled or never come, once each as ordered', async () => {
  const token = (await grant()).json<{ access_token: string }>().access_token
  await control('faults', { kind: 'status', status: 503, match: 'shop' })
  await control('faults', { kind: 'throttled' })
  expect((await askWith(token)).statusCode).toBe(503)
  expect((await askWith(token)).json()).toMatchObject({ errors: [{ extensions: { code: 'THROTTLED' } }] })
  expect((await askWith(token)).json()).toMatchObject({ data: { shop: { name: 'Demo Outfitters Online' } } })
  expect((await control('faults', { kind: 'no such' })).statusCode).toBe(400)
})

test('a timeout after the commit has done everything; one before it nothing', async () => {
  const at = await shop.listen()
  const token = (await grant()).json<{ access_token: string }>().access_token
  const create = (title: string) =>
    fetch(`${at}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'x-shopify-access-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `mutation { productCreate(product: { title: "${title}" }) { userErrors { message } } }`,
      }),
      signal: AbortSignal.timeout(300),
    })
  await control('faults', { kind: 'timeout', match: 'Lost' })
  await control('faults', { kind: 'timeout-after-commit', match: 'Done' })
  await expect(create('Lost')).rejects.toThrow('timeout')
  await expect(create('Done')).rejects.toThrow('timeout')
  const titles = Object.values(shop.world.state.products).map(({ title }) => title)
  expect(titles).toContain('Done')
  expect(titles).not.toContain('Lost')
})

test('what the sandbox does not play fails loudly', async () => {
  // Shopify has it, the sandbox has not: as unknown as a field that nobody has.
  expect((await shop.ask('{ markets(first: 1) { nodes { id } } }')).errors).toMatchObject([
    { extensions: { code: 'undefinedField', typeName: 'QueryRoot', fieldName: 'markets' } },
  ])
  const answer = await shop.ask('{ products(first: 1) { nodes { requiresSellingPlan } } }')
  expect(answer.errors![0]).toMatchObject({
    message: expect.stringContaining('does not play Product.requiresSellingPlan') as string,
    extensions: { code: 'NOT_IMPLEMENTED' },
  })
})

test('errors are told as Shopify tells them', async () => {
  const token = (await grant()).json<{ access_token: string }>().access_token
  const errors = async (query: string) => (await askWith(token, query)).json<{ errors: unknown[] }>().errors
  expect(await errors('query Broken {\n  shop {\n    id\n')).toEqual([
    {
      message: 'syntax error, unexpected end of file at [3, 5]',
      locations: [{ line: 3, column: 5 }],
      extensions: { code: 'PARSE_ERROR' },
    },
  ])
  expect(await errors('query Bare {\n  shop\n}\n')).toEqual([
    {
      message:
        "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
      locations: [{ line: 2, column: 3 }],
      path: ['query Bare', 'shop'],
      extensions: { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
    },
  ])
  expect(
    await errors(
      'query Unknown {\n  products(first: 1) {\n    nodes {\n      id\n      nonsense\n    }\n  }\n}',
    ),
  ).toEqual([
    {
      message: "Field 'nonsense' doesn't exist on type 'Product'",
      locations: [{ line: 5, column: 7 }],
      path: ['query Unknown', 'products', 'nodes', 'nonsense'],
      extensions: { code: 'undefinedField', typeName: 'Product', fieldName: 'nonsense' },
    },
  ])
  expect(
    await errors(
      'mutation Missing($product: ProductCreateInput!) {\n productCreate(product: $product) { product { id } } }',
    ),
  ).toEqual([
    {
      message: 'Variable $product of type ProductCreateInput! was provided invalid value',
      locations: [{ line: 1, column: 18 }],
      extensions: {
        code: 'INVALID_VARIABLE',
        value: null,
        problems: [{ path: [], explanation: 'Expected value to not be null' }],
      },
    },
  ])
})

test('an app without the scope is refused', async () => {
  const narrow = await openTestShopify({ scopes: ['read_products'] })
  expect((await narrow.ask('{ products(first: 1) { nodes { id } } }')).errors).toBeUndefined()
  expect((await narrow.ask('{ orders(first: 1) { nodes { id } } }')).errors).toMatchObject([
    { extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_orders` access scope.' } },
  ])
  await narrow.close()
})

test('variants change all together or, where that is asked for, each by itself', async () => {
  const [product] = Object.values(shop.world.state.products)
  const update = (price: string, allowPartialUpdates: boolean) =>
    shop.ask(
      `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!, $partial: Boolean) {
        productVariantsBulkUpdate(productId: $id, variants: $variants, allowPartialUpdates: $partial) {
          productVariants { sku price } userErrors { field code message } } }`,
      {
        id: product!.id,
        partial: allowPartialUpdates,
        variants: [
          { id: product!.variantIds[0], price },
          { id: 'gid://shopify/ProductVariant/1', price },
        ],
      },
    )
  expect((await update('61', false)).data.productVariantsBulkUpdate).toMatchObject({
    productVariants: null,
    userErrors: [{ field: ['variants', '1', 'id'], code: 'PRODUCT_VARIANT_DOES_NOT_EXIST' }],
  })
  expect((await update('61', true)).data.productVariantsBulkUpdate).toMatchObject({
    productVariants: [{ sku: 'SHIRT-M', price: '61.00' }],
  })
})

test('new variants take the place of the one that a product begins with', async () => {
  const made = await shop.ask(
    `mutation { productCreate(product: { title: "Cap" }) { product { id variants(first: 5) { nodes { title } } } } }`,
  )
  const { id, variants } = made.data.productCreate.product
  expect(variants.nodes).toEqual([{ title: 'Default Title' }])
  const created = await shop.ask(
    `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkCreate(productId: $id, variants: $variants) {
      product { variants(first: 5) { nodes { sku price inventoryItem { tracked unitCost { amount } } } } } userErrors { field code message } } }`,
    {
      id,
      variants: [
        {
          price: 25,
          inventoryItem: { sku: 'CAP', cost: '9.5' },
          optionValues: [{ optionName: 'Title', name: 'One' }],
        },
      ],
    },
  )
  expect(created.data.productVariantsBulkCreate).toEqual({
    product: {
      variants: {
        nodes: [
          { sku: 'CAP', price: '25.00', inventoryItem: { tracked: true, unitCost: { amount: '9.5' } } },
        ],
      },
    },
    userErrors: [],
  })
})

test('the same options make the same shop; a kept one goes on where it was', async () => {
  const other = await openTestShopify()
  expect(JSON.stringify({ ...other.world.state, app: null })).toBe(
    JSON.stringify({ ...shop.world.state, app: null }),
  )
  await other.close()

  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  try {
    const file = join(folder, 'shop.json')
    const first = await openTestShopify({ file })
    await first.subscribe('ORDERS_CREATE')
    first.receiverAnswers(0)
    const [variant] = Object.values(first.world.state.variants)
    await first.app.inject({
      method: 'POST',
      url: '/__sandbox/orders',
      payload: { lines: [{ variantId: variant!.id, quantity: 1 }] },
    })
    await first.clock.advance(0)
    await first.close()

    const delivered: string[] = []
    const second = openSandbox({
      file,
      manualFrom: first.clock.now(),
      post: (_, headers) => {
        delivered.push(headers['x-shopify-topic']!)
        return Promise.resolve(200)
      },
    })
    expect(second.world.state.orders).toEqual(first.world.state.orders)
    await second.clock.advance(60_000)
    expect(delivered).toEqual(['orders/create'])
    await second.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
