import type { Order } from '../../shared/orders/order.ts'
import type { App } from '../http/app-type.ts'
import { signIn } from './test-shop.ts'
import type { TestShop, TestUser } from './test-shop.ts'
import type { TestDatabase } from './test-database.ts'

/** JSON as it came: tests say what they expect of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a test expects is what it checks
export type Json = any
export type Answer = { status: number; body: Record<string, Json> }

/** Somebody at a registered lane: speaks the wire contract. */
export type TestLane = {
  id: string
  branchId: string
  userId: string
  headers: Record<string, string>
  get(path: string): Promise<Answer>
  post(path: string, payload: unknown, headers?: Record<string, string>): Promise<Answer>
  push(collection: string, documents: readonly object[], assumed?: object | null): Promise<Answer>
  /** Everything of a collection after a position, page by page. */
  pullAll(collection: string, seq?: number, limit?: number): Promise<Record<string, Json>[]>
}

/** Signs somebody in and registers a device of theirs at the branch. */
export async function testLane(
  app: App,
  shop: TestShop,
  who: TestUser,
  branchId = shop.branches.downtown,
): Promise<TestLane> {
  const { headers: signedIn } = await signIn(app, shop.users[who].email)
  const id = crypto.randomUUID()
  const registered = await app.inject({
    method: 'POST',
    url: '/api/v1/devices',
    headers: signedIn,
    payload: { id, name: `lane of ${who}`, branchId },
  })
  if (registered.statusCode !== 201) throw new Error(registered.body)
  const headers = { ...signedIn, 'x-device-id': id }
  const get = async (path: string): Promise<Answer> => {
    const reply = await app.inject({ method: 'GET', url: `/api/v1${path}`, headers })
    return { status: reply.statusCode, body: reply.json() }
  }
  const post = async (path: string, payload: unknown, more = {}): Promise<Answer> => {
    const reply = await app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { ...headers, ...more },
      payload: payload as object,
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  return {
    id,
    branchId,
    userId: shop.users[who].id,
    headers,
    get,
    post,
    push: (collection, documents, assumed) =>
      post(`/replication/${collection}/push`, {
        rows: documents.map((newDocumentState) => ({
          newDocumentState,
          ...(assumed === undefined ? {} : { assumedMasterState: assumed }),
        })),
      }),
    async pullAll(collection, seq = 0, limit = 100) {
      const found: Record<string, Json>[] = []
      for (let from = seq; ;) {
        const { status, body } = await get(`/replication/${collection}/pull?seq=${from}&limit=${limit}`)
        if (status !== 200) throw new Error(JSON.stringify(body))
        found.push(...body['documents'])
        from = body['checkpoint'].seq
        if (body['documents'].length < limit) return found
      }
    },
  }
}

/** A product with some pieces at branches, put there by an admin's own means. */
export async function testProduct(
  admin: TestLane,
  stock: Record<string, number>,
  changes: Record<string, unknown> = {},
): Promise<{ id: string; price: number }> {
  const product = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    groupId: crypto.randomUUID(),
    groupTitle: 'Shirt',
    title: 'Shirt M',
    variantTitle: 'M',
    sku: `S-${Math.random()}`,
    barcode: null,
    vendor: 'V',
    category: 'C',
    tags: [],
    price: 1200,
    cost: 500,
    taxRate: 2000,
    status: 'active',
    imageUrl: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  }
  await admin.push('products', [product])
  const movements = Object.entries(stock).map(([branchId, delta]) =>
    testMovement({ branchId, productId: product.id, delta }),
  )
  await admin.push('stockMovements', movements)
  return { id: product.id, price: product.price }
}

/** A stock movement as a device writes it: a delivery, if nothing else is said. */
export function testMovement(changes: Record<string, unknown>): Record<string, unknown> & { id: string } {
  return {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    delta: 1,
    balance: null,
    reason: 'receive',
    orderId: null,
    transferId: null,
    note: null,
    actorId: null,
    deviceId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  }
}

/** A sale of pieces of one product as a lane writes it. */
export function testSale(
  lane: Pick<TestLane, 'id' | 'branchId' | 'userId'>,
  product: { id: string; price: number },
  quantity = 1,
  changes: Record<string, unknown> = {},
): Order {
  const total = quantity * product.price
  const id = crypto.randomUUID()
  const sale = {
    id,
    seq: 0,
    _deleted: false,
    number: `DT-L1-${id.slice(0, 6)}`,
    kind: 'sale',
    source: 'pos',
    branchId: lane.branchId,
    deviceId: lane.id,
    cashierId: lane.userId,
    shiftId: null,
    customerId: null,
    currency: 'USD',
    lines: [
      {
        id: crypto.randomUUID(),
        productId: product.id,
        sku: 'S',
        title: 'Shirt M',
        quantity,
        unitPrice: product.price,
        discount: 0,
        taxRate: 2000,
        total,
      },
    ],
    discount: 0,
    subtotal: total,
    tax: Math.round(total / 6),
    total,
    payments: [{ type: 'cash', amount: total }],
    refundOf: null,
    reason: null,
    approvals: [],
    note: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    status: 'pending',
    conflict: null,
    rejection: null,
    flags: [],
    settledAt: null,
    seal: null,
    ...changes,
  }
  return sale as unknown as Order
}

/** The ledger and the levels of a business, for the proof that they agree (O4). */
export async function ledgerFaults(database: TestDatabase, tenantId: string): Promise<unknown[]> {
  return database.query(
    `select l.branch_id, l.product_id, l.on_hand, coalesce(sum(m.delta), 0) as moved
     from stock_levels l left join stock_movements m using (tenant_id, branch_id, product_id)
     where l.tenant_id = $1 group by 1, 2, 3 having l.on_hand <> coalesce(sum(m.delta), 0) or l.on_hand < 0`,
    [tenantId],
  )
}
