import { expect } from 'vitest'
import type { TestDatabase } from '../../../server/testing/test-database.ts'

/** The title of the demo's product of which Downtown has exactly one. */
export const LAST_SHIRT = 'Linen Shirt — White / M'

/** The barcode of a product by its title. */
export async function barcodeOf(database: TestDatabase, title: string): Promise<string> {
  const [row] = await database.query<{ barcode: string }>('select barcode from products where title = $1', [
    title,
  ])
  if (!row) throw new Error(`the demo shop has no ${title}`)
  return row.barcode
}

/** Barcodes of the products that Downtown has most of, the fullest shelf first; none is cheaper than 10.00. */
export async function fullestShelves(database: TestDatabase, count: number): Promise<string[]> {
  return (await shelves(database)).slice(0, count).map(({ barcode }) => barcode)
}

/** Barcodes of as many pieces as Downtown has, each as often as it can be sold, the shelves in turns. */
export async function piecesOnShelves(database: TestDatabase, count: number): Promise<string[]> {
  const all = await shelves(database)
  const pieces: string[] = []
  for (let round = 0; pieces.length < count; round += 1) {
    const left = all.filter(({ on_hand }) => on_hand > round)
    if (left.length === 0) throw new Error(`Downtown has ${pieces.length} pieces only`)
    pieces.push(...left.map(({ barcode }) => barcode))
  }
  return pieces.slice(0, count)
}

function shelves(database: TestDatabase): Promise<{ barcode: string; on_hand: number }[]> {
  return database.query(
    `select p.barcode, s.on_hand from stock_levels s
     join products p on p.tenant_id = s.tenant_id and p.id = s.product_id
     join branches b on b.tenant_id = s.tenant_id and b.id = s.branch_id
     where b.code = 'DT' and p.barcode is not null and p.status = 'active' and p.price >= 1000
     order by s.on_hand desc, p.barcode`,
  )
}

/** Sets something for Downtown, as an admin would: lanes hear of it. */
export async function setDowntown(database: TestDatabase, settings: object): Promise<void> {
  await database.query(
    `update branches set settings = settings || $1::jsonb,
       seq = take_positions(tenant_id, '[["branches", 1]]'::jsonb) + 1
     where code = 'DT'`,
    [JSON.stringify(settings)],
  )
}

type OnServer = { number: string; status: string }

/** The orders that the server has of these numbers, by number: an order that is there twice is listed twice. */
export async function onServer(database: TestDatabase, numbers: readonly string[]): Promise<OnServer[]> {
  return await database.query<OnServer>(
    'select number, status from orders where number = any($1) order by number',
    [numbers],
  )
}

/** On-hand equals the sum of movements everywhere (O4), and none is below zero (O3). */
export async function expectStockAddsUp(database: TestDatabase): Promise<void> {
  const wrong = await database.query(
    `select s.branch_id, s.product_id, s.on_hand, m.sum
     from stock_levels s
     left join (select tenant_id, branch_id, product_id, sum(delta) as sum
                from stock_movements group by 1, 2, 3) m using (tenant_id, branch_id, product_id)
     where s.on_hand <> coalesce(m.sum, 0) or s.on_hand < 0`,
  )
  expect(wrong).toEqual([])
}
