import type pg from 'pg'
import { v7 } from 'uuid'
import type { Product } from '../../shared/catalog/product.ts'
import { keepCards } from '../../server/archive/keep-cards.ts'
import { openDatabase } from '../../server/database/database.ts'
import { insertProducts, putLevels } from '../../seed/write/insert-rows.ts'
import { takePositions } from '../../server/log/take-positions.ts'
import { hashPassword } from '../../server/users/hash-password.ts'

/** A business to measure on: one branch, one cashier, some devices, and so many products with stock for ever. */
export type Shop = {
  tenantId: string
  branchId: string
  cashierId: string
  email: string
  devices: string[]
  products: string[]
}

export const PASSWORD = 'bench'
/** Enough that no run sells out. */
const PLENTY = 1_000_000_000

/** Makes a business, in the name of the database's owner where row-level security would be in the way. */
export async function openShop(
  owner: pg.Pool,
  url: string,
  size: { products: number; devices: number },
): Promise<Shop> {
  const [tenantId, branchId, cashierId] = [v7(), v7(), v7()]
  const email = `${tenantId}@bench.test`
  const devices = Array.from({ length: size.devices }, () => v7())
  await owner.query(`insert into tenants values ($1, 'Bench', 'USD', 'UTC', now())`, [tenantId])
  await owner.query(`insert into log_heads (tenant_id, epoch) values ($1, 'bench')`, [tenantId])
  await owner.query(
    `with taken as (select take_positions($1, '[["branches", 1]]') as before)
     insert into branches (tenant_id, id, code, name, seq) select $1, $2, 'BN', 'Bench', taken.before + 1 from taken`,
    [tenantId, branchId],
  )
  await owner.query(
    `insert into users (tenant_id, id, email, name, role, branch_id, password_hash, created_at)
     values ($1, $2, $3, 'Bench', 'STAFF', $4, $5, now())`,
    [tenantId, cashierId, email, branchId, await hashPassword(PASSWORD)],
  )
  await owner.query(
    `insert into devices (tenant_id, id, branch_id, code, name, created_by, created_at)
     select $1, id, $2, number::text, 'Lane ' || number, $3, now() from unnest($4::uuid[]) with ordinality as d(id, number)`,
    [tenantId, branchId, cashierId, devices],
  )
  const products = await stock(url, tenantId, branchId, size.products)
  return { tenantId, branchId, cashierId, email, devices, products }
}

async function stock(url: string, tenantId: string, branchId: string, count: number): Promise<string[]> {
  const database = openDatabase({ url, maxConnections: 2, statementTimeout: 60_000 })
  const updatedAt = new Date().toISOString()
  const ids: string[] = []
  try {
    for (let from = 0; from < count; from += 500) {
      const numbers = Array.from({ length: Math.min(500, count - from) }, (_, index) => from + index)
      await database
        .tenant(tenantId)
        .transaction()
        .execute(async (tx) => {
          const size = numbers.length
          const first = await takePositions(tx, tenantId, [
            ['products', size],
            ['stockLevels', size],
          ])
          const page = numbers.map((number, index) => productNumber(number, first + index, updatedAt))
          await insertProducts(tx, tenantId, page)
          const levels = page.map(({ id, seq }) => ({
            branchId,
            productId: id,
            onHand: PLENTY,
            reorderPoint: null,
            updatedAt,
            seq: seq + size,
          }))
          await putLevels(tx, tenantId, levels as never)
          ids.push(...page.map((it) => it.id))
        })
    }
    // What the search keeps of the catalogue is written here, and by no node while something is timed.
    await keepCards(database.tenant(tenantId), tenantId)
  } finally {
    await database.close()
  }
  return ids
}

/** About 0.6 kB as JSON, like a real catalogue's. */
function productNumber(number: number, seq: number, updatedAt: string): Product {
  const group = `linen summer jacket ${number >> 2}`
  const size = ['S', 'M', 'L', 'XL'][number % 4] ?? ''
  return {
    id: v7(),
    seq,
    _deleted: false,
    groupId: v7(),
    groupTitle: group,
    title: `${group} / ${size}`,
    variantTitle: size,
    sku: `SKU-${number.toString().padStart(8, '0')}`,
    barcode: String(4_000_000_000_000 + number),
    vendor: 'Cotton & Wool',
    category: 'jackets',
    tags: ['classic', 'navy'],
    price: 2_000,
    cost: null,
    taxRate: 2_000,
    status: 'active',
    imageUrl: `https://images.example.test/catalogue/${number}/front-${number}.webp`,
    shopifyVariantId: `gid://shopify/ProductVariant/${40_000_000_000_000 + number}`,
    updatedAt,
  } as unknown as Product
}
