import { beforeEach, expect, test } from 'vitest'
import { countsIn } from '../../shared/approvals/covers-count.ts'
import { approvedNote } from '../../shared/inventory/approved-note.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'

const { app, database, openShop, clock, headOf } = await testBusiness()
let shop: OpenShop['shop']
let admin: TestLane
let till: TestLane
let other: TestLane
let support: TestLane

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
  support = await testLane(app, shop, 'support')
})

const keyed = () => ({ 'idempotency-key': crypto.randomUUID() })

function question(changes: Record<string, unknown> = {}) {
  return {
    id: crypto.randomUUID(),
    kind: 'line_discount',
    cashierId: till.userId,
    what: 'Shirt M',
    before: 2400,
    after: 1200,
    currency: 'USD',
    reason: 'Damaged',
    details: {},
    ...changes,
  }
}

async function ask(changes: Record<string, unknown> = {}, lane = till) {
  const { body } = await lane.post('/approvals', question(changes), keyed())
  return body
}

const answer = (id: string, body: object, lane = support) =>
  lane.post(`/approvals/${id}/answer`, body, keyed())

test('[A3] a lane asks, the desk sees and answers once, the lane reads it, and all is on record', async () => {
  const before = await headOf(shop.tenantId)
  const body = question()
  const key = keyed()
  const first = await till.post('/approvals', body, key)
  expect(first).toMatchObject({ status: 201, body: { state: 'open', cashierId: till.userId, before: 2400 } })
  expect(await till.post('/approvals', body, key)).toEqual(first)
  expect(await headOf(shop.tenantId)).toBe(before + 1)
  expect((await till.post('/approvals', body, keyed())).body['error'].code).toBe('approval/known')

  const { id } = body
  expect((await support.get('/approvals')).body).toMatchObject({ open: [{ id, state: 'open' }], past: [] })
  const nothing = await answer(id, { answer: 'refused', reason: '' })
  expect(nothing.body['error'].code).toBe('request/invalid')
  expect((await answer(id, { answer: 'approved' })).body).toMatchObject({
    state: 'approved',
    answeredBy: support.userId,
  })
  // Two desks at once: the first word counts.
  const late = await answer(id, { answer: 'refused', reason: 'no' }, admin)
  expect(late.body['error'].code).toBe('approval/not-open')
  expect((await till.get(`/approvals/${id}`)).body).toMatchObject({ id, state: 'approved' })
  const noted = await database.query(
    `select action, actor_id from audit_log where subject = 'approvals' order by at, action desc`,
  )
  expect(noted).toEqual([
    { action: 'approval.asked', actor_id: till.userId },
    { action: 'approval.approved', actor_id: support.userId },
  ])
})

test('[A1] [A3] strangers neither ask, nor look, nor answer; what is taken back or old is answered by nobody', async () => {
  const codeOf = async (asked: Promise<{ body: Record<string, never> }>) =>
    ((await asked).body as Record<string, { code?: string }>)['error']?.code
  expect(await codeOf(till.post('/approvals', question({ cashierId: admin.userId }), keyed()) as never)).toBe(
    'approval/stranger',
  )
  const { 'x-device-id': _lane, ...noLane } = till.headers
  const unnamed = await app.inject({
    method: 'POST',
    url: '/api/v1/approvals',
    headers: { ...noLane, ...keyed() },
    payload: question(),
  })
  expect(unnamed.json().error.code).toBe('device/required')
  const { id } = await ask()
  expect(await codeOf(till.get('/approvals') as never)).toBe('access/forbidden')
  expect(await codeOf(answer(id, { answer: 'approved' }, till) as never)).toBe('access/forbidden')
  expect(await codeOf(other.get(`/approvals/${id}`) as never)).toBe('approval/unknown')
  expect(await codeOf(other.post(`/approvals/${id}/withdraw`, {}, keyed()) as never)).toBe('approval/unknown')
  expect((await till.post(`/approvals/${id}/withdraw`, {}, keyed())).body).toMatchObject({
    state: 'withdrawn',
  })
  expect(await codeOf(answer(id, { answer: 'approved' }) as never)).toBe('approval/not-open')
  // Of two that were asked in the same millisecond neither is the newer one.
  clock.advance(1_000)
  const old = await ask()
  clock.advance(31 * 60_000)
  // Who was away so long signs in again.
  support = await testLane(app, shop, 'support')
  expect(await codeOf(answer(old.id, { answer: 'approved' }) as never)).toBe('approval/not-open')
  expect((await support.get('/approvals')).body).toMatchObject({
    open: [],
    past: [{ state: 'lapsed' }, { state: 'withdrawn' }],
  })
})

test('[A3] an approval that names a request counts as the desk answered it: for its lane, its amount, and once', async () => {
  const product = await testProduct(admin, { [till.branchId]: 50 })
  const discounted = (lane: TestLane, discount: number, requestId: string, approverId = support.userId) => {
    const sale = testSale(lane, product, 2)
    const [line] = sale.lines
    const gross = line!.quantity * line!.unitPrice
    const total = gross - discount
    return {
      ...sale,
      lines: [{ ...line, id: lineId, discount, total }],
      subtotal: total,
      total,
      tax: Math.round(total / 6),
      payments: [{ type: 'cash', amount: total }],
      approvals: [
        {
          kind: 'line_discount',
          approverId,
          reason: 'Damaged',
          at: '2026-01-01T00:00:00.000Z',
          details: { requestId },
        },
      ],
    }
  }
  const lineId = crypto.randomUUID()
  const gross = 2 * product.price
  const asked = async (state: 'approved' | 'refused' | 'open') => {
    const { id } = await ask({ before: gross, after: gross / 2, details: { lineId } })
    if (state !== 'open') await answer(id, { answer: state, reason: 'so' })
    return id as string
  }
  const flagsOf = async (lane: TestLane, sale: object) => {
    const { body } = await lane.push('orders', [sale])
    return body['conflicts'][0].flags
  }
  const good = await asked('approved')
  const sale = discounted(till, gross / 2, good)
  expect(await flagsOf(till, sale)).toEqual([])
  expect(await flagsOf(till, sale)).toEqual([])
  const missing = ['approval_missing']
  expect(await flagsOf(till, discounted(till, gross / 2, good))).toEqual(missing)
  expect(await flagsOf(till, discounted(till, gross / 2, await asked('refused')))).toEqual(missing)
  expect(await flagsOf(till, discounted(till, gross / 2, await asked('open')))).toEqual(missing)
  expect(await flagsOf(other, discounted(other, gross / 2, await asked('approved')))).toEqual(missing)
  expect(await flagsOf(till, discounted(till, gross / 2 + 100, await asked('approved')))).toEqual(missing)
  expect(await flagsOf(till, discounted(till, gross / 2, await asked('approved'), admin.userId))).toEqual(
    missing,
  )
  expect(await flagsOf(till, discounted(till, gross / 2, crypto.randomUUID()))).toEqual(missing)
  expect(await flagsOf(till, discounted(till, gross / 2, 'no id'))).toEqual(missing)
  // Of two sales in one push the first has it.
  const twice = await asked('approved')
  const { body } = await till.push('orders', [
    discounted(till, gross / 2, twice),
    discounted(till, gross / 2, twice),
  ])
  expect(body['conflicts'].map((one: { flags: string[] }) => one.flags)).toEqual([[], missing])
  expect((await support.get(`/approvals/${good}`)).body['usedFor']).toBe(sale.id)
})

test('[A3] [M1] a count that the desk approved is on record as such, for the products that were named', async () => {
  const product = await testProduct(admin, { [till.branchId]: 100 })
  const counted = crypto.randomUUID()
  const { id } = await ask({
    kind: 'negative_recount',
    before: '100',
    after: '50',
    details: countsIn([{ id: counted, productId: product.id, lost: 50 }]),
  })
  await answer(id, { answer: 'approved' })
  const at = '2026-11-21T09:00:00.000Z'
  const count = (expected: number, found: number, movementId: string, requestId: string | null = id) =>
    testMovement({
      id: movementId,
      branchId: till.branchId,
      productId: product.id,
      reason: 'recount',
      counted: found,
      expected,
      delta: found - expected,
      actorId: till.userId,
      deviceId: till.id,
      note: approvedNote('Approved', { approverId: support.userId, at, requestId }),
    })
  // What nobody showed the desk, and what names a request that there is none of.
  const [again, unknown, byPin] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await till.push('stockMovements', [
    count(100, 50, counted),
    count(50, 35, again),
    count(35, 20, unknown, crypto.randomUUID()),
    count(20, 5, byPin, null),
  ])
  const noted = await database.query(
    `select action, actor_id, subject_id from audit_log where action like 'stock.%'
     order by (details ->> 'expected')::integer desc`,
  )
  expect(noted).toEqual([
    { action: 'stock.recount-approved', actor_id: support.userId, subject_id: counted },
    { action: 'stock.approval-missing', actor_id: till.userId, subject_id: again },
    { action: 'stock.approval-missing', actor_id: till.userId, subject_id: unknown },
    // A PIN at the till is what the lane says: nobody else saw the manager.
    { action: 'stock.recount-approval-told', actor_id: null, subject_id: byPin },
  ])
})

test('[A3] [M1] a count that takes more than the desk saw is noted as not allowed', async () => {
  const product = await testProduct(admin, { [till.branchId]: 100 })
  const counted = crypto.randomUUID()
  const { id } = await ask({
    kind: 'negative_recount',
    before: '100',
    after: '80',
    details: { productIds: [product.id], ...countsIn([{ id: counted, productId: product.id, lost: 20 }]) },
  })
  await answer(id, { answer: 'approved' })
  const at = '2026-11-21T09:00:00.000Z'
  await till.push('stockMovements', [
    testMovement({
      id: counted,
      branchId: till.branchId,
      productId: product.id,
      reason: 'recount',
      counted: 10,
      expected: 100,
      delta: -90,
      actorId: till.userId,
      deviceId: till.id,
      note: approvedNote('Approved', { approverId: support.userId, at, requestId: id }),
    }),
  ])
  const noted = await database.query(`select action from audit_log where action like 'stock.%'`)
  expect(noted).toEqual([{ action: 'stock.approval-missing' }])
})

test('[A3] cash that the desk allowed is so much and no more, out of the drawer of its lane, once', async () => {
  await database.query(
    `update branches set settings = '{"limits":{"cashOut":50}}', seq = taken + 1
     from (select take_positions($1, '[["branches", 1]]') as taken) t where tenant_id = $1 and id = $2`,
    [shop.tenantId, till.branchId],
  )
  const allowed = async (after: number) => {
    const { id } = await ask({ kind: 'cash_out', before: 50, after, details: {} })
    await answer(id, { answer: 'approved' })
    return id as string
  }
  const at = '2026-11-21T09:00:00.000Z'
  const out = (amount: number, requestId: string | null) => ({
    id: crypto.randomUUID(),
    direction: 'out',
    amount,
    reason: 'Bank',
    at,
    actorId: till.userId,
    approval: {
      kind: 'cash_out',
      approverId: support.userId,
      reason: 'Bank',
      at,
      details: requestId === null ? {} : { requestId },
    },
  })
  const [small, whole] = [await allowed(100), await allowed(100)]
  const [more, fits, twice, byPin] = [out(101, small), out(100, whole), out(60, whole), out(90, null)]
  const shift = (lane: TestLane, cashMovements: object[]) => ({
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    branchId: lane.branchId,
    deviceId: lane.id,
    number: 1,
    openedBy: lane.userId,
    openedAt: at,
    openingFloat: 100,
    cashMovements,
    closedBy: null,
    closedAt: null,
    countedCash: null,
    expectedCash: null,
    note: null,
    counts: null,
    closing: null,
    updatedAt: at,
  })
  // Another lane that names the request neither has it nor uses it up.
  const stolen = { ...out(60, whole), actorId: other.userId }
  await other.push('shifts', [shift(other, [stolen])])
  await till.push('shifts', [shift(till, [more, fits, twice, byPin])])
  const noted = await database.query<{ movement: string }>(
    `select action, actor_id as actor, details #>> '{movement,id}' as movement from audit_log
     where action like 'shift.%'`,
  )
  const actions = new Map(noted.map(({ movement, ...entry }) => [movement, entry]))
  const missing = { action: 'shift.approval-missing', actor: till.userId }
  expect([stolen, more, fits, twice, byPin].map(({ id }) => actions.get(id))).toEqual([
    { ...missing, actor: other.userId },
    missing,
    { action: 'shift.cash-approved', actor: support.userId },
    missing,
    { action: 'shift.cash-approval-told', actor: null },
  ])
  expect((await support.get(`/approvals/${whole}`)).body['usedFor']).toBe(fits.id)
})
