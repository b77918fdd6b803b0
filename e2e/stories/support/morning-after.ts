import type { TestDatabase } from '../../../server/testing/test-database.ts'
import { sumsOf } from '../../../shared/orders/sums.ts'
import { testSale } from '../../../server/testing/test-lane.ts'

/**
 * What a long outage leaves behind: sales of a lane at Downtown that ask for more than is there, some of each of the
 * products. Written over the wire, as the lane would.
 *
 * @returns how many cases there are to decide now, and the titles of the products
 */
export async function leaveConflicts(
  database: TestDatabase,
  port: number,
  { products, ofEach }: { products: number; ofEach: number },
): Promise<{ cases: number; titles: string[] }> {
  const base = `http://127.0.0.1:${port}/api/v1`
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { accessToken: string; user: { id: string; branchId: string } }
  }
  const { accessToken, user } = await post('/auth/login', { email: 'cashier@demo.test', password: 'demo' })
  const lane = { id: crypto.randomUUID(), branchId: user.branchId, userId: user.id }
  const headers = { authorization: `Bearer ${accessToken}`, 'x-device-id': lane.id }
  await post('/devices', { id: lane.id, name: 'Away all night', branchId: lane.branchId }, headers)
  const rows = await database.query<{
    id: string
    sku: string
    title: string
    price: string
    taxRate: number
    onHand: number
  }>(
    `select p.id, p.sku, p.title, p.price::text, p.tax_rate as "taxRate", s.on_hand as "onHand"
     from stock_levels s
     join products p on p.tenant_id = s.tenant_id and p.id = s.product_id and p.status = 'active'
     where s.branch_id = $1 and s.on_hand between 1 and 400
       and not exists (
         select from orders o, json_array_elements(o.lines) as line
         where o.status = 'conflict' and line ->> 'productId' = p.id::text)
     order by p.title limit $2`,
    [user.branchId, products],
  )
  const sales = rows.flatMap((product) =>
    Array.from({ length: ofEach }, (_, index) => {
      const priced = { id: product.id, price: Number(product.price) }
      const sale = testSale(lane, priced, product.onHand + 1 + (index % 2), {
        createdAt: new Date(Date.now() - 36_000_000 + index * 60_000).toISOString(),
      })
      const { sku, title, taxRate } = product
      for (const line of sale.lines) Object.assign(line, { sku, title, taxRate })
      return { ...sale, tax: sumsOf(sale.lines, sale.discount).tax }
    }),
  )
  for (let from = 0; from < sales.length; from += 100) {
    const chunk = sales.slice(from, from + 100).map((newDocumentState) => ({ newDocumentState }))
    await post('/replication/orders/push', { rows: chunk }, headers)
  }
  const [cases] = await database.query<{ count: number }>(
    `select count(*)::integer as count from orders
     where status = 'conflict' and conflict ->> 'settlement' is null`,
  )
  return { cases: cases?.count ?? 0, titles: rows.map(({ title }) => title) }
}
