import type { ServerProcess } from './server-process.ts'

type Variant = { id: string; sku: string | null; places: { name: string; available: number }[] }

/** The pretended Shopify that the demo's server starts beside itself, as its customer and its merchant know it. */
export function onlineShop(server: ServerProcess) {
  const address = /Online shop\s+(http:\S+)/.exec(server.said())?.[1]
  if (address === undefined) throw new Error(`no online shop was started:\n${server.said()}`)

  async function ask<Said>(path: string, body?: object): Promise<Said> {
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const answer = await fetch(`${address}/__sandbox/${path}`, body === undefined ? {} : post)
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as Said
  }

  async function variantOf(sku: string): Promise<Variant> {
    const { products } = await ask<{ products: { variants: Variant[] }[] }>(
      `store?search=${encodeURIComponent(sku)}`,
    )
    const found = products.flatMap(({ variants }) => variants).find((one) => one.sku === sku)
    if (!found) throw new Error(`the online shop has no ${sku}`)
    return found
  }

  return {
    domain: 'demo-outfitters.myshopify.com',
    clientId: 'sandbox-client-id',
    secret: 'shpss_sandbox_secret',
    /** How many can be sold at a location. */
    available: async (sku: string, place: string): Promise<number | undefined> =>
      (await variantOf(sku)).places.find(({ name }) => name === place)?.available,
    /** A customer buys. */
    async buy(sku: string, quantity: number): Promise<void> {
      await ask('orders', { lines: [{ variantId: (await variantOf(sku)).id, quantity }] })
    },
    control: async (what: 'uninstall' | 'install'): Promise<void> => {
      await ask(what, {})
    },
  }
}
