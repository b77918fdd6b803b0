import { expect, test } from 'vitest'
import { catalogueStage } from '../../testing/catalogue-stage.ts'
import { testProduct } from '../../testing/test-lane.ts'
import type { Json } from '../../testing/test-lane.ts'
import { numberOfGid } from '../sandbox/store/gid.ts'
import { reconcileProducts } from './reconcile-products.ts'
import { reverseField } from './reverse-field.ts'
import { cancelImport, retryImport, startImport } from './start-import.ts'
import { stepCatalogue } from './step-catalogue.ts'
import { tellProductAgain } from './tell-product-again.ts'

const stage = await catalogueStage()
const { deps, connect, later, rest, within, importAll, theImport, products, bySku, remote, remoteProduct } =
  stage
const { audited, sends, edit, editVariant, editProduct, deliver, put, headOf } = stage
const { query } = stage.database

const countsOf = ({ created, matched, conflicting, unchanged, refused }: Json): number[] => [
  created,
  matched,
  conflicting,
  unchanged,
  refused,
]

const refusals = (): Promise<Json[]> =>
  query('select subject, title, code, path, message from shopify_refusals order by subject_id')
/** That both sides have the same of everything that is linked. */
async function expectSame(): Promise<void> {
  const links = await query<Json>('select id, product_id from shopify_variants where gone_at is null')
  const ours = new Map((await products()).map((product) => [product['id'], product]))
  expect(links.length).toBeGreaterThan(0)
  for (const { id, product_id: productId } of links) {
    const variant = stage.shopify.world.state.variants[`gid://shopify/ProductVariant/${id}`]!
    const { title, vendor, productType, tags, status } =
      stage.shopify.world.state.products[variant.productId]!
    expect(ours.get(productId)).toMatchObject({
      groupTitle: title,
      vendor,
      category: productType,
      tags,
      status: status === 'ACTIVE' ? 'active' : 'archived',
      sku: variant.sku,
      barcode: variant.barcode,
      price: Math.round(Number(variant.price) * 100),
      shopifyVariantId: id,
    })
  }
}

test('an import makes new products, finds those that are here by SKU or barcode, and says what it cannot take', async () => {
  await connect({
    locations: [{ name: 'Downtown' }, { name: 'Riverside' }, { name: 'Elsewhere' }],
    products: [
      {
        title: 'Linen Shirt',
        vendor: 'Hale & Sons',
        tags: ['summer'],
        options: ['Size'],
        variants: [
          { sku: 'SHIRT-M', price: '59.00', values: ['M'] },
          { sku: null, price: '59.00', values: ['L'] },
          { sku: 'SHIRT-XL', price: '1e3', values: ['XL'] },
        ],
      },
      { title: 'Tote', variants: [{ sku: 'TOTE', price: '25.00' }] },
      { title: 'Mug', variants: [{ sku: 'MUG-WEB', barcode: '4006381333931', price: '9.50' }] },
      { title: 'Other tote', variants: [{ sku: 'TOTE', price: '26.00' }] },
      { title: 'Nothing', variants: [] },
      {
        title: 'Twice',
        options: ['Size'],
        variants: [
          { sku: 'TWICE', price: '1.00', values: ['a'] },
          { sku: 'TWICE', price: '1.00', values: ['b'] },
        ],
      },
      { title: 'Pin', variants: [{ sku: 'PIN', price: '3.00' }] },
    ],
  })
  await query(
    `with taken as (select take_positions($1, '[["branches", 2]]') as before),
     numbered as (select id, row_number() over () as number from branches)
     update branches b set settings = '{"defaultTaxRate": 825}', seq = taken.before + n.number
     from taken, numbered n where n.id = b.id`,
    [stage.business.tenantId],
  )
  await testProduct(
    stage.admin,
    {},
    {
      sku: 'TOTE',
      title: 'Tote',
      groupTitle: 'Tote',
      variantTitle: '',
      price: 2_500,
      vendor: 'Demo Outfitters Online',
      category: '',
    },
  )
  await testProduct(
    stage.admin,
    {},
    { sku: 'MUG', barcode: '4006381333931', title: 'Mug', groupTitle: 'Mug', variantTitle: '' },
  )
  await testProduct(stage.admin, {}, { sku: 'PIN', title: 'Pin 1' })
  await testProduct(stage.admin, {}, { sku: 'PIN', title: 'Pin 2' })

  const done = await importAll()
  expect(done).toMatchObject({ state: 'done', kind: 'full', total: 9, read: 10 })
  expect(countsOf(done)).toEqual([1, 1, 1, 0, 7])
  expect(await bySku('SHIRT-M')).toMatchObject({
    title: 'Linen Shirt — M',
    groupTitle: 'Linen Shirt',
    variantTitle: 'M',
    price: 5_900,
    taxRate: 825,
    vendor: 'Hale & Sons',
    tags: ['summer'],
    cost: null,
    status: 'active',
  })
  expect(
    (await refusals()).map(({ subject, title, code }) => [subject, title, code].join(': ')).toSorted(inOrder),
  ).toEqual([
    'product: Nothing: shopify/no-variants',
    'variant: Linen Shirt, L: shopify/no-sku',
    'variant: Linen Shirt, XL: shopify/amount',
    'variant: Other tote: shopify/ambiguous',
    'variant: Pin: shopify/ambiguous',
    'variant: Twice, a: shopify/same-sku',
    'variant: Twice, b: shopify/same-sku',
  ])
  // A level at each location that stands for a branch, for the stock lane to read.
  expect(
    await query('select known, hinted, dirty, count(*)::integer from shopify_levels group by 1, 2, 3'),
  ).toEqual([{ known: null, hinted: true, dirty: true, count: 6 }])

  // What is put right in Shopify is refused no more.
  await editVariant('SHIRT-XL', { price: '60.00' })
  const [noSku] = Object.values(stage.shopify.world.state.variants).filter(
    ({ sku, values }) => sku === null && values[0] === 'L',
  )
  noSku!.sku = 'SHIRT-L'
  expect(countsOf(await importAll())).toEqual([2, 0, 0, 3, 5])
  expect((await refusals()).map(({ title }) => title)).not.toContain('Linen Shirt, XL')
  const [m, l] = [await bySku('SHIRT-M'), await bySku('SHIRT-L')]
  expect(m.groupId).toBe(l.groupId)
})

test("a change there comes here, a change here goes there, and the echo of it is nobody's news", async () => {
  await stage.shopify.subscribe('PRODUCTS_UPDATE')
  await importAll()
  await expectSame()
  await later(5_000)
  await editVariant('SHIRT-M', { price: '61.50', barcode: '123' })
  await editProduct('SHIRT-M', { tags: ['b', 'a'], title: 'Shirt' })
  expect(await deliver()).toBe(2)
  await rest()
  await expectSame()
  expect(await bySku('SHIRT-L')).toMatchObject({ groupTitle: 'Shirt', title: 'Shirt — L', price: 5_900 })
  expect((await audited('shopify.product-changed')).length).toBeGreaterThan(1)

  await later(5_000)
  await edit('SHIRT-L', { price: 4_900, vendor: 'Nordvik' })
  await edit('TOTE', { sku: 'TOTE-2', title: 'Bag' })
  await rest()
  expect(remote('SHIRT-L').price).toBe('49.00')
  expect(remoteProduct('SHIRT-L').vendor).toBe('Nordvik')
  expect(remoteProduct('TOTE-2').title).toBe('Bag')
  // The vendor is the product's there, and so it is that of the other sizes here, too.
  expect(await bySku('SHIRT-M')).toMatchObject({ vendor: 'Nordvik', price: 6_150 })
  await expectSame()

  const [head, known] = [(await products()).map(({ seq }) => seq), (await sends()).length]
  expect(await deliver()).toBeGreaterThan(2)
  await rest()
  expect((await products()).map(({ seq }) => seq)).toEqual(head)
  expect(await sends()).toHaveLength(known)
  expect(await audited('shopify.field-decided')).toEqual([])
  expect(await query('select from shopify_product_hints')).toEqual([])
})

test("both changed one field: the later one stands, or the owner's; it is written down, and can be turned around once", async () => {
  await importAll()
  await later(5_000)
  await edit('SHIRT-M', { price: 1_000 })
  await later(5_000)
  await editVariant('SHIRT-M', { price: '20.00' })
  await editVariant('TOTE', { price: '30.00' })
  await later(5_000)
  await edit('TOTE', { price: 4_000 })
  await reconcileProducts(stage.shop)
  await rest()
  expect((await bySku('SHIRT-M')).price).toBe(2_000)
  expect(remote('TOTE').price).toBe('40.00')
  await expectSame()
  const decided = await audited('shopify.field-decided')
  expect(decided.map(({ details }) => details)).toMatchObject([
    { field: 'price', shopify: 2_000, omnisync: 1_000, won: 'shopify', why: 'later' },
    { field: 'price', shopify: 3_000, omnisync: 4_000, won: 'omnisync', why: 'later' },
  ])
  expect(decided[0].details).toMatchObject({
    shopifyAt: '2026-11-21T09:00:10.000Z',
    omnisyncAt: '2026-11-21T09:00:05.000Z',
  })

  for (const { id } of decided) await within((tx) => reverseField(tx, deps, stage.caller, id))
  await rest()
  expect(remote('SHIRT-M').price).toBe('10.00')
  expect((await bySku('TOTE')).price).toBe(3_000)
  await expectSame()
  expect(await audited('shopify.field-reversed')).toHaveLength(2)
  await expect(within((tx) => reverseField(tx, deps, stage.caller, decided[0].id))).rejects.toMatchObject({
    code: 'shopify/decision-reversed',
  })
  await expect(
    within((tx) => reverseField(tx, deps, stage.caller, crypto.randomUUID())),
  ).rejects.toMatchObject({
    code: 'shopify/decision-unknown',
  })

  await query(`update shopify_connections set owners = '{"price": "omnisync", "vendor": "shopify"}'`)
  await later(5_000)
  await edit('SHIRT-M', { price: 500, vendor: 'Ours' })
  await later(5_000)
  await editVariant('SHIRT-M', { price: '7.00' })
  await editProduct('SHIRT-M', { vendor: 'Theirs' })
  await reconcileProducts(stage.shop)
  await rest()
  expect(remote('SHIRT-M').price).toBe('5.00')
  expect((await bySku('SHIRT-M')).vendor).toBe('Theirs')
  await expectSame()
})

test('what fails on the way is sent again after 1, 5 and 15 minutes, and is dead then; a repeat does no harm', async () => {
  await importAll()
  await edit('SHIRT-M', { price: 1_000 })
  stage.shopify.faults.add({ kind: 'status', status: 502, times: 4, match: 'UpdateVariants' })
  for (const [attempts, minutes] of [
    [1, 1],
    [2, 5],
    [3, 15],
  ] as const) {
    await rest()
    expect(await sends()).toMatchObject([{ state: 'waiting', attempts }])
    await later(minutes * 60_000 - 1_000)
    expect(await rest()).toBe(0)
    await later(1_000)
  }
  await rest()
  expect(await sends()).toMatchObject([{ state: 'dead', attempts: 4, fault: { code: 'http-502' } }])
  expect(remote('SHIRT-M').price).toBe('59.00')
  await stage.signInAgain()
  // The next look at the product says it anew.
  await edit('SHIRT-M', { price: 1_100 })
  await rest()
  expect((await sends()).map(({ state }) => state)).toEqual(['done'])
  await expectSame()
})

test('what Shopify refuses is dead at once with its words, and the rest of the call is taken', async () => {
  await importAll()
  await edit('SHIRT-M', { price: 1_000 })
  await edit('SHIRT-L', { price: 2_000 })
  const api: typeof stage.shop.api = {
    ...stage.shop.api,
    ask: async (operation, variables, signal) => {
      if (operation.name !== 'UpdateVariants') return stage.shop.api.ask(operation, variables, signal)
      const [first, ...others] = variables['variants'] as Json[]
      const answer = await stage.shop.api.ask(
        operation,
        { ...variables, variants: [{ ...first, price: '-1' }, ...others] },
        signal,
      )
      return answer
    },
  }
  await rest({ ...stage.shop, api })
  expect(await sends()).toMatchObject([
    { state: 'dead', fault: { message: expect.stringContaining('Price must be greater') } },
  ])
  expect([remote('SHIRT-M').price, remote('SHIRT-L').price].toSorted(inOrder)).toEqual(['20.00', '59.00'])
  expect(await rest({ ...stage.shop, api })).toBe(0)
  // By hand, both sides are compared anew.
  const [dead] = await sends()
  expect(await within((tx) => tellProductAgain(tx, deps, stage.business.tenantId, dead.id))).toBe(true)
  expect(await within((tx) => tellProductAgain(tx, deps, stage.business.tenantId, dead.id))).toBe(false)
  await rest()
  expect((await sends()).map(({ state }) => state)).toEqual(['done'])
  await expectSame()
})

test('a product that was deleted there loses its link, and stays here', async () => {
  await stage.shopify.subscribe('PRODUCTS_DELETE', 'PRODUCTS_UPDATE')
  await importAll()
  const { id } = remoteProduct('TOTE')
  await stage.shopify.ask(
    `mutation ($id: ID!) { productDelete(input: { id: $id }) { userErrors { message } } }`,
    {
      id,
    },
  )
  const { id: large, productId } = remote('SHIRT-L')
  await stage.shopify.ask(
    `mutation ($productId: ID!, $ids: [ID!]!) {
      productVariantsBulkDelete(productId: $productId, variantsIds: $ids) { userErrors { message } } }`,
    { productId, ids: [large] },
  )
  expect(await deliver()).toBe(2)
  await rest()
  expect(await query('select from shopify_variants where gone_at is not null')).toHaveLength(2)
  expect(await bySku('TOTE')).toMatchObject({ _deleted: false, status: 'active', shopifyVariantId: null })
  expect(await audited('shopify.variant-gone')).toHaveLength(2)
  await expectSame()
})

test('a webhook that is none is kept with the reason, and one that comes often is read once', async () => {
  await stage.shopify.subscribe('PRODUCTS_UPDATE')
  await editVariant('TOTE', { price: '30.00' })
  await stage.shopify.clock.advance(0)
  const { body } = stage.shopify.received[0]!
  for (let times = 0; times < 5; times += 1) await put('products/update', body)
  await put('products/update', body.slice(0, 100))
  await put('products/delete', '{"id":"x"}')
  await put('products/bought', '{}')
  let asked = 0
  const api: typeof stage.shop.api = {
    ...stage.shop.api,
    ask: (...call) => ((asked += 1), stage.shop.api.ask(...call)),
  }
  await rest({ ...stage.shop, api })
  expect(asked).toBe(1)
  expect(await bySku('TOTE')).toMatchObject({ price: 3_000 })
  const inbox = await query<Json>('select state, fault from shopify_inbox order by received_at, id')
  expect(inbox.filter(({ state }) => state === 'done')).toHaveLength(5)
  expect(inbox.flatMap(({ fault }) => fault?.code ?? []).toSorted(inOrder)).toEqual([
    'shopify/not-json',
    'shopify/shape',
    'shopify/unknown-topic',
  ])
})

test('a size that goes out of sale here does not take the others from the online shop', async () => {
  await importAll()
  await edit('SHIRT-M', { status: 'archived' })
  await rest()
  expect(remoteProduct('SHIRT-M').status).toBe('ACTIVE')
  await edit('SHIRT-L', { status: 'archived' })
  await rest()
  expect(remoteProduct('SHIRT-M').status).toBe('ARCHIVED')
  await expectSame()
})

test('[L6] an import that is killed after any of its commits goes on where it was, and does nothing twice', async () => {
  const sizes = Array.from({ length: 9 }, (_, index) => [1, 40, 300, 3, 1, 130, 2, 260, 5][index] ?? 1)
  await connect({
    locations: [{ name: 'Downtown' }, { name: 'Riverside' }],
    products: sizes.map((size, product) => ({
      title: `Thing ${product}`,
      options: ['Size'],
      variants: Array.from({ length: size }, (_, variant) => ({
        sku: variant === 2 ? null : `T-${product}-${variant}`,
        price: '5.00',
        values: [`Size ${variant}`],
      })),
    })),
  })
  const id = await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  let crashes = 0
  const positions: number[] = [await headOf()]
  const crashing = stage.killedAfterCommits(() => true)
  for (let running = true; running;) {
    try {
      running = (await stepCatalogue({ ...stage.shop, deps: crashing })) === 'more'
    } catch (error) {
      expect(String(error)).toBe('Error: killed')
      crashes += 1
      positions.push(await headOf())
    }
  }
  expect(crashes).toBeGreaterThan(5)
  const [total, refused] = [
    sizes.reduce((sum, size) => sum + size, 0),
    sizes.filter((size) => size > 2).length,
  ]
  expect(countsOf(await theImport(id))).toEqual([total - refused, 0, 0, 0, refused])
  expect(await theImport(id)).toMatchObject({ state: 'done', total, read: total })
  expect(await products()).toHaveLength(total - refused)
  expect(await query('select from shopify_variants')).toHaveLength(total - refused)
  expect(await query('select from shopify_refusals')).toHaveLength(refused)
  // A product, a link and two levels for each.
  for (const [index, position] of positions.slice(1).entries())
    expect((position - positions[index]!) * 4).toBeLessThanOrEqual(500)
  await expectSame()
  // Once more: there is nothing to do.
  const head = await headOf()
  expect(countsOf(await importAll())).toEqual([0, 0, 0, total - refused, refused])
  expect(await headOf()).toBe(head)
})

test('a product of 2,048 variants comes whole', async () => {
  await connect({
    locations: [{ name: 'Downtown' }],
    products: [
      {
        title: 'Paint',
        options: ['Colour'],
        variants: Array.from({ length: 2_048 }, (_, variant) => ({
          sku: `PAINT-${variant}`,
          price: '5.00',
          values: [`Colour ${variant}`],
        })),
      },
    ],
  })
  expect(countsOf(await importAll())).toEqual([2_048, 0, 0, 0, 0])
  await stage.shopify.subscribe('PRODUCTS_UPDATE')
  await later(2_000)
  await editVariant('PAINT-2000', { price: '6.00' })
  await deliver()
  await rest()
  await expectSame()
}, 60_000)

test('a large catalogue comes as a file, line by line, also where it is killed in between', async () => {
  await connect({
    locations: [{ name: 'Downtown' }, { name: 'Riverside' }],
    products: Array.from({ length: 101 }, (_, product) => ({
      title: `Thing ${product}`,
      options: ['Size'],
      variants: Array.from({ length: 100 }, (__, variant) => ({
        sku: `T-${product}-${variant}`,
        price: variant === 7 ? '1e3' : '5.00',
        values: [`Size ${variant}`],
      })),
    })),
  })
  const id = await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  let crashes = 0
  const crashing = stage.killedAfterCommits(() => {
    const isKilled = Math.random() < 0.2
    if (isKilled) crashes += 1
    return isKilled
  })
  for (let steps = 0; (await theImport(id)).state === 'running' && steps < 500; steps += 1) {
    try {
      if ((await stepCatalogue({ ...stage.shop, deps: crashing })) === 'idle') await later(1_000)
    } catch (error) {
      expect(String(error)).toBe('Error: killed')
    }
  }
  expect(crashes).toBeGreaterThan(0)
  const done = await theImport(id)
  expect(done).toMatchObject({ kind: 'bulk', state: 'done', total: 10_100, read: 10_100 })
  expect(countsOf(done)).toEqual([9_999, 0, 0, 0, 101])
  expect(Object.keys(stage.shopify.world.state.bulks)).toHaveLength(1)
  await rest()
  await expectSame()
}, 120_000)

test('an import of what changed reads that alone, and two cannot be at work', async () => {
  await importAll()
  await later(10_000)
  await editVariant('TOTE', { price: '31.00' })
  const changed = await importAll('changed')
  // All of them began in the second that the first import knew of.
  expect(changed).toMatchObject({ kind: 'changed', state: 'done', read: 3, matched: 1, unchanged: 2 })
  await expectSame()
  await later(10_000)
  expect(await importAll('changed')).toMatchObject({ state: 'done', read: 1, unchanged: 1 })

  const id = await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  await expect(within((tx) => startImport(tx, deps, stage.caller, 'full'))).rejects.toMatchObject({
    code: 'shopify/import-running',
  })
  await within((tx) => cancelImport(tx, deps, stage.caller, id))
  expect(await rest()).toBe(0)
  await expect(within((tx) => cancelImport(tx, deps, stage.caller, id))).rejects.toMatchObject({
    code: 'shopify/import-ended',
  })
  await expect(within((tx) => retryImport(tx, deps, stage.caller, id))).rejects.toMatchObject({
    code: 'shopify/import-not-failed',
  })
})

test('an import that Shopify does not answer is tried again, fails in the end, and goes on by hand', async () => {
  const id = await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  await stepCatalogue(stage.shop)
  stage.shopify.faults.add({ kind: 'status', status: 503, times: 4, match: 'ProductsPage' })
  for (const minutes of [1, 5, 15]) {
    await rest()
    expect(await theImport(id)).toMatchObject({ state: 'running', fault: { code: 'http-503' } })
    await later(minutes * 60_000)
  }
  await rest()
  expect(await theImport(id)).toMatchObject({ state: 'failed', attempts: 4 })
  await within((tx) => retryImport(tx, deps, stage.caller, id))
  await rest()
  expect(await theImport(id)).toMatchObject({ state: 'done', created: 3, attempts: 0, fault: null })
})

test('what webhooks failed to tell is found by comparing: changed, unknown and gone', async () => {
  await importAll()
  // Another change in the second of the first would have the same time: they are read once more.
  expect(await reconcileProducts(stage.shop)).toMatchObject({ found: { products: 2, changed: 0, unsure: 2 } })
  await later(61_000)
  await rest()
  expect(await reconcileProducts(stage.shop)).toEqual({
    kind: 'compared',
    found: { products: 2, changed: 0, unknown: 0, gone: 0, unsure: 0 },
  })
  await later(5_000)
  await editVariant('SHIRT-M', { price: '1.00' })
  const { id } = remoteProduct('TOTE')
  await stage.shopify.ask(
    `mutation ($id: ID!) { productDelete(input: { id: $id }) { userErrors { message } } }`,
    {
      id,
    },
  )
  await stage.shopify.ask(`mutation { productCreate(product: { title: "New" }) { userErrors { message } } }`)
  const fresh = Object.values(stage.shopify.world.state.variants).find(({ sku }) => sku === null)!
  fresh.sku = 'NEW'
  expect(await reconcileProducts(stage.shop)).toMatchObject({
    found: { products: 2, changed: 1, unknown: 1, gone: 1, unsure: 0 },
  })
  await rest()
  await expectSame()
  expect(await bySku('NEW')).toMatchObject({
    title: 'New',
    shopifyVariantId: numberOfGid(fresh.id).toString(),
  })
  expect((await bySku('TOTE')).shopifyVariantId).toBeNull()
})

test('a node that Shopify breaks is refused by itself, and comes in once it reads well', async () => {
  const breaking = (name: string, breakIt: (node: Json) => unknown): typeof stage.shop.api => ({
    ...stage.shop.api,
    ask: async (operation, variables, signal) => {
      const answer = await stage.shop.api.ask(operation, variables, signal)
      if (answer.kind === 'failed' || operation.name !== name) return answer
      const data = structuredClone(answer.data) as Json
      data.products.edges[0].node = breakIt(data.products.edges[0].node)
      return { kind: 'answered', data }
    },
  })
  const broken: [(node: Json) => unknown, string][] = [
    [() => null, 'unknown: shopify/shape'],
    [() => 7, 'unknown: shopify/shape'],
    [(node) => ({ ...node, title: null }), 'product: shopify/shape'],
    [(node) => ({ ...node, id: 'gid://shopify/Order/1' }), 'product: shopify/shape'],
    [
      (node) => ({ ...node, variants: { ...node.variants, nodes: [null, ...node.variants.nodes.slice(1)] } }),
      'variant: shopify/shape',
    ],
  ]
  for (const [breakIt, expected] of broken) {
    await within((tx) => startImport(tx, deps, stage.caller, 'full'))
    await rest({ ...stage.shop, api: breaking('ProductsPage', breakIt) })
    const found = await query<Json>('select subject, subject_id, code from shopify_refusals')
    expect(
      found.map(({ subject, subject_id: id, code }) => `${id === 'unknown' ? id : subject}: ${code}`),
    ).toContain(expected)
  }
  expect(countsOf(await importAll())).toEqual([expect.any(Number), 0, 0, expect.any(Number), 0])
  expect(await refusals()).toEqual([])
  expect(await products()).toHaveLength(3)
  await expectSame()
})

test('a shop that takes us for somebody else is left alone, and nothing is lost by it', async () => {
  await importAll()
  await edit('TOTE', { price: 1_200 })
  const { api } = stage.shop
  const refused: typeof api = {
    ...api,
    ask: () =>
      Promise.resolve({ kind: 'failed', fault: { kind: 'refused', code: 'http-401', message: 'no' } }),
  }
  await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  await rest({ ...stage.shop, api: refused })
  expect(await query('select state from shopify_connections')).toEqual([{ state: 'refused' }])
  expect(await rest({ ...stage.shop, api: refused })).toBe(0)
  await query(`update shopify_connections set state = 'on'`)
  await later(60_000)
  await rest()
  expect(remote('TOTE').price).toBe('12.00')
  expect(await query(`select state from shopify_imports where state <> 'done'`)).toEqual([])
})

test('admins go on editing while an import works, and neither waits for the other for ever', async () => {
  const skus = Array.from({ length: 400 }, (_, index) => `T-${String(index).padStart(3, '0')}`)
  await connect({
    locations: [{ name: 'Downtown' }],
    products: skus.map((sku) => ({ title: sku, variants: [{ sku, price: '5.00' }] })),
  })
  await importAll()
  for (const variant of Object.values(stage.shopify.world.state.variants)) variant.price = '6.00'
  await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  const before = await products()
  let [pushed, isDone] = [0, false]
  const editing = async (from: Json[]): Promise<void> => {
    for (let index = 0; !isDone && index < 200; index += 1) {
      const some = from.slice((index * 7) % 380, ((index * 7) % 380) + 20).toReversed()
      const { status, body } = await stage.admin.post('/replication/products/push', {
        rows: some.map((product) => ({
          newDocumentState: { ...product, cost: index },
          assumedMasterState: product,
        })),
      })
      expect([status, body['conflicts'].length]).toEqual([200, some.length])
      pushed += 1
    }
  }
  const both = Promise.all([editing(before), editing(before.toReversed())])
  await rest()
  isDone = true
  await both
  await rest()
  expect(pushed).toBeGreaterThan(2)
  expect(await query(`select state from shopify_imports where state <> 'done'`)).toEqual([])
  expect((await products()).filter(({ price }) => price !== 600)).toEqual([])
})

test('what is hinted once more while it is read is read once more', async () => {
  await importAll()
  await later(61_000)
  await editVariant('TOTE', { price: '30.00' })
  await reconcileProducts(stage.shop)
  let readings = 0
  const api: typeof stage.shop.api = {
    ...stage.shop.api,
    ask: async (operation, variables, signal) => {
      const answer = await stage.shop.api.ask(operation, variables, signal)
      if (operation.name !== 'ProductsById') return answer
      readings += 1
      if (readings > 1) return answer
      await later(1_000)
      await editVariant('TOTE', { price: '31.00' })
      await reconcileProducts(stage.shop)
      return answer
    },
  }
  await rest({ ...stage.shop, api })
  expect(await bySku('TOTE')).toMatchObject({ price: 3_100 })
  expect(readings).toBe(2)
})

test('a paused shop is left alone', async () => {
  await within((tx) => startImport(tx, deps, stage.caller, 'full'))
  await query(`update shopify_connections set state = 'paused'`)
  expect(await rest()).toBe(0)
})

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1
}

test('an item that Shopify counts again is met anew: it counted nothing of what was sold meanwhile', async () => {
  await connect()
  await importAll()
  await query('update shopify_levels set known = 7, hinted = false')
  const count = async (tracked: boolean): Promise<unknown[]> => {
    stage.shopify.world.state.items[remote('SHIRT-M').itemId]!.tracked = tracked
    await importAll()
    return query(
      `select l.known, l.hinted from shopify_levels l join shopify_variants v on v.item_id = l.item_id
       where v.id = $1 order by l.location_id limit 1`,
      [numberOfGid(remote('SHIRT-M').id).toString()],
    )
  }
  expect(await count(true)).toEqual([{ known: 7, hinted: false }])
  expect(await count(false)).toEqual([{ known: 7, hinted: false }])
  expect(await count(true)).toEqual([{ known: null, hinted: true }])
})
