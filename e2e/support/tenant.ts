import type { Role } from '../../shared/access/roles.ts'
import type { TestDatabase } from '../../server/testing/test-database.ts'
import type { Caller } from '../../server/http/caller.ts'

export type SimProduct = { id: string; sku: string; price: number; taxRate: number }
export type SimLane = { id: string; branchId: string; caller: Caller }
export type SimTenant = {
  id: string
  branches: [string, string]
  products: SimProduct[]
  lanes: SimLane[]
  support: Caller
}

/**
 * A business of its own for one story, written straight into the tables: two branches, some products with a little
 * stock at both, lanes with a person signed in at each. The fourth lane is an admin's, who sees all branches.
 *
 * @param newId the story's own source of ids
 * @param stock pieces of each product at both branches; booked as `import`, so that the ledger explains them
 */
export async function insertTenant(
  database: TestDatabase,
  newId: () => string,
  { lanes: laneCount, stock }: { lanes: number; stock: readonly number[] },
): Promise<SimTenant> {
  // By chance: a story that is told twice in one database is another business each time.
  const id = crypto.randomUUID()
  const branches: [string, string] = [newId(), newId()]
  const products = stock.map((_, index) => ({
    id: newId(),
    sku: `P-${index + 1}`,
    price: 500 + 333 * index,
    taxRate: index % 2 === 0 ? 2000 : 750,
  }))
  const support = person(id, newId, 'SUPPORT', null)
  const lanes = Array.from({ length: laneCount }, (_, index): SimLane => {
    const isAdmin = index === 3
    const branchId = branches[index % 2 === 0 || isAdmin ? 0 : 1]
    return {
      id: newId(),
      branchId,
      caller: person(id, newId, isAdmin ? 'ADMIN' : 'STAFF', isAdmin ? null : branchId),
    }
  })
  const stocked = branches
    .flatMap((branchId) =>
      products.map((product, index) => ({ branchId, productId: product.id, onHand: stock[index] ?? 0 })),
    )
    // What was never on a shelf has no level yet.
    .filter((it) => it.onHand > 0)
  let seq = 0
  const next = (): number => (seq += 1)
  const values = (rows: readonly string[]): string => rows.map((row) => `(${row})`).join(', ')
  const people = [support, ...lanes.map((lane) => lane.caller)]
  const at = `'2026-01-01T08:00:00Z'`
  const stockSql = (): string => `
    insert into stock_movements (tenant_id, id, branch_id, product_id, delta, balance, reason, created_at, seq)
      values ${values(
        stocked.map(
          (it) =>
            `'${id}', '${newId()}', '${it.branchId}', '${it.productId}', ${it.onHand}, ${it.onHand}, 'import', ${at}, ${next()}`,
        ),
      )};
    insert into stock_levels (tenant_id, branch_id, product_id, on_hand, updated_at, seq) values ${values(
      stocked.map((it) => `'${id}', '${it.branchId}', '${it.productId}', ${it.onHand}, ${at}, ${next()}`),
    )};`
  await database.query(`
    begin;
    insert into tenants values ('${id}', 'Story', 'USD', 'UTC', ${at});
    insert into log_heads (tenant_id, epoch) values ('${id}', 'epoch-1');
    select take_positions('${id}', '${JSON.stringify([
      ['branches', 2],
      ['products', products.length],
      ['stockMovements', stocked.length],
      ['stockLevels', stocked.length],
    ])}');
    insert into branches (tenant_id, id, code, name, seq) values ${values(
      branches.map((branch, index) => `'${id}', '${branch}', 'B${index}', 'Branch ${index}', ${next()}`),
    )};
    insert into products (tenant_id, id, group_id, group_title, title, variant_title, sku, vendor, category, tags,
      price, tax_rate, status, updated_at, seq) values ${values(
        products.map(
          (it) =>
            `'${id}', '${it.id}', '${it.id}', 'G', '${it.sku}', '', '${it.sku}', '', '', '{}', ${it.price}, ${it.taxRate}, 'active', ${at}, ${next()}`,
        ),
      )};
    ${stocked.length === 0 ? '' : stockSql()}
    insert into users (tenant_id, id, email, name, role, branch_id, password_hash, created_at) values ${values(
      people.map(
        (it) =>
          `'${id}', '${it.userId}', '${it.userId}@${id}.test', 'Somebody', '${it.role}', ${it.branchId ? `'${it.branchId}'` : 'null'}, 'nobody logs in', ${at}`,
      ),
    )};
    insert into sessions (tenant_id, id, user_id, token_hash, rotated_at, created_at, expires_at) values ${values(
      people.map(
        (it) => `'${id}', '${it.sessionId}', '${it.userId}', '\\x00', ${at}, ${at}, '2036-01-01T00:00:00Z'`,
      ),
    )};
    insert into devices (tenant_id, id, branch_id, code, name, created_by, created_at) values ${values(
      lanes.map(
        (lane, index) =>
          `'${id}', '${lane.id}', '${lane.branchId}', '${index + 1}', 'Lane', '${support.userId}', ${at}`,
      ),
    )};
    commit`)
  return { id, branches, products, lanes, support }
}

function person(tenantId: string, newId: () => string, role: Role, branchId: string | null): Caller {
  return { tenantId, userId: newId(), role, branchId, sessionId: newId() }
}
