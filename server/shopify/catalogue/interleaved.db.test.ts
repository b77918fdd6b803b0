import { expect, test } from 'vitest'
import { catalogueStage } from '../../testing/catalogue-stage.ts'
import { chanceOf } from '../sandbox/store/make-catalogue.ts'
import type { Json } from '../../testing/test-lane.ts'
import { reconcileProducts } from './reconcile-products.ts'
import { startImport } from './start-import.ts'
import { stepCatalogue } from './step-catalogue.ts'

const stage = await catalogueStage()
const { deps } = stage
const { query } = stage.database

const SEEDS = Array.from({ length: 8 }, (_, index) => index + 301)
const seen = { edits: 0, crashes: 0, faults: 0, lost: 0, decided: 0, sent: 0, gone: 0 }

test.each(SEEDS)(
  'whatever happens in whatever order, both sides are the same after healing: seed %i',
  async (seed) => {
    const chance = chanceOf(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.trunc(chance() * list.length)]!
    await stage.connect({
      locations: [{ name: 'Downtown' }, { name: 'Riverside' }],
      products: Array.from({ length: 5 }, (_, product) => ({
        title: `Thing ${product}`,
        ...(product === 0 ? {} : { options: ['Size'] }),
        variants: Array.from({ length: product === 0 ? 1 : product }, (__, variant) => ({
          sku: `T-${product}-${variant}`,
          price: '5.00',
          ...(product === 0 ? {} : { values: [`Size ${variant}`] }),
        })),
      })),
    })
    await stage.shopify.subscribe('PRODUCTS_UPDATE', 'PRODUCTS_DELETE', 'PRODUCTS_CREATE')
    await stage.within((tx) => startImport(tx, deps, stage.caller, 'full'))

    // What was sent may be taken there and its answer lost.
    const api: typeof stage.shop.api = {
      ...stage.shop.api,
      ask: async (operation, variables, signal) => {
        const fate = chance()
        const lost = {
          kind: 'failed',
          fault: { kind: 'again', code: 'timeout', message: 'no answer' },
        } as const
        if (fate < 0.05) {
          seen.faults += 1
          return lost
        }
        const answer = await stage.shop.api.ask(operation, variables, signal)
        if (fate >= 0.1) return answer
        seen.faults += 1
        return lost
      },
    }
    const killed = stage.killedAfterCommits(() => chance() < 0.1)
    const step = async (): Promise<void> => {
      try {
        await stepCatalogue({ ...stage.shop, deps: killed, api })
      } catch (error) {
        expect(String(error)).toBe('Error: killed')
        seen.crashes += 1
      }
    }
    const skus = (): string[] =>
      Object.values(stage.shopify.world.state.variants).flatMap(({ sku }) => sku ?? [])
    const linked = async (): Promise<string[]> =>
      (await stage.products())
        .filter((product) => product['shopifyVariantId'] !== null)
        .map(({ sku }) => sku as string)
    const acts: (() => Promise<unknown>)[] = [
      async () => {
        const here = await linked()
        if (here.length === 0) return
        seen.edits += 1
        const sku = pick(here)
        await stage.edit(
          sku,
          pick([
            { price: 100 * Math.trunc(chance() * 9) },
            { vendor: pick(['Here', 'There', 'Nowhere']) },
            { tags: [pick(['a', 'b', 'c']), pick(['d', 'e'])] },
            { barcode: pick([null, `${sku}-1`, `${sku}-2`]) },
            { category: pick(['Shirts', 'Shoes', '']) },
            { status: pick(['active', 'archived']) },
            { title: pick(['Name A', 'Name B']) },
            { groupTitle: pick(['Group A', 'Group B']) },
          ]),
        )
      },
      async () => {
        seen.edits += 1
        const sku = pick(skus())
        await stage.editVariant(
          sku,
          pick([
            { price: `${Math.trunc(chance() * 9)}.50` },
            { barcode: pick([null, `${sku}-1`, `${sku}-3`]) },
          ]),
        )
      },
      async () => {
        seen.edits += 1
        await stage.editProduct(
          pick(skus()),
          pick([
            { vendor: pick(['Here', 'There', 'Somewhere']) },
            { tags: [pick(['x', 'y']), pick(['d', 'e'])] },
            { title: pick(['Group A', 'Group C']) },
            { productType: pick(['Shirts', 'Hats']) },
            { status: pick(['ACTIVE', 'ARCHIVED', 'DRAFT']) },
          ]),
        )
      },
      async () => {
        const all = skus()
        if (all.length < 6 || chance() < 0.9) return
        seen.gone += 1
        const { id, productId } = stage.remote(pick(all))
        await stage.shopify.ask(
          `mutation ($productId: ID!, $ids: [ID!]!) {
          productVariantsBulkDelete(productId: $productId, variantsIds: $ids) { userErrors { message } } }`,
          { productId, ids: [id] },
        )
      },
      () =>
        stage.deliver((all) =>
          all
            .flatMap((one) => {
              const fate = chance()
              if (fate < 0.2) seen.lost += 1
              return fate < 0.2 ? [] : fate < 0.4 ? [one, one] : [one]
            })
            .toSorted(() => chance() - 0.5),
        ),
      () => stage.later(Math.trunc(chance() * 3_000)),
    ]
    for (let round = 0; round < 120; round += 1) {
      await pick(acts)()
      if (chance() < 0.7) await step()
    }

    // Everything is in order again: what was put off is due, what was lost is found.
    for (let healing = 0; healing < 3; healing += 1) {
      await stage.later(16 * 60_000)
      await stage.rest()
      expect(await reconcileProducts(stage.shop)).toMatchObject({ kind: 'compared' })
      await stage.rest()
    }
    await stage.signInAgain()
    expect(await query(`select from shopify_product_hints`)).toEqual([])
    expect(await query(`select from shopify_sends where state = 'waiting'`)).toEqual([])
    // A product that lost its last variant has nothing to sell.
    const refused = await query<Json>(`select * from shopify_refusals where code <> 'shopify/no-variants'`)
    expect(refused).toEqual([])
    await expectSame()
    seen.decided += (await stage.audited('shopify.field-decided')).length
    seen.sent += (await stage.sends()).length
    // Healed, nothing goes on by itself.
    const head = await stage.headOf()
    await stage.deliver()
    await stage.rest()
    expect(await stage.headOf()).toBe(head)
  },
)

test('that much was tried', () => {
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(2)
})

async function expectSame(): Promise<void> {
  const { products, variants } = stage.shopify.world.state
  const links = await query<Json>('select id, product_id from shopify_variants where gone_at is null')
  const ours = new Map((await stage.products()).map((product) => [product['id'], product]))
  expect(links.map(({ id }) => `gid://shopify/ProductVariant/${id}`).toSorted(inOrder)).toEqual(
    Object.keys(variants).toSorted(inOrder),
  )
  const onSale = new Set<string>()
  for (const { id, product_id: productId } of links) {
    const variant = variants[`gid://shopify/ProductVariant/${id}`]!
    const { title, vendor, productType, tags } = products[variant.productId]!
    const own = ours.get(productId)!
    if (own['status'] === 'active') onSale.add(variant.productId)
    expect(own).toMatchObject({
      groupTitle: title,
      vendor,
      category: productType,
      sku: variant.sku,
      barcode: variant.barcode,
      price: Math.round(Number(variant.price) * 100),
    })
    expect(own['tags'].toSorted(inOrder)).toEqual(tags.toSorted(inOrder))
  }
  // A product is for sale there where something of it is for sale here.
  for (const { productId } of Object.values(variants))
    expect(onSale.has(productId)).toBe(products[productId]!.status === 'ACTIVE')
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1
}
