import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'

const { count, database, openShop } = await testBusiness()
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ admin, till, other } = await openShop())
})

const at = '2026-01-01T00:00:00.000Z'
const tally = { count: 1, total: 500 }
const closing = {
  asOf: at,
  currency: 'USD',
  float: 100,
  sales: tally,
  refunds: { count: 0, total: 0 },
  payments: [{ type: 'cash', currency: 'USD', sales: 500, refunds: 0, notes: null }],
  rounding: 0,
  taxes: [{ rate: 825, gross: 500, tax: 38 }],
  cashIn: 0,
  cashOut: 40,
  expected: [{ currency: 'USD', amount: 560 }],
  open: [],
  openCount: 0,
}

function shift(changes: object = {}) {
  return {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    branchId: till.branchId,
    deviceId: till.id,
    number: 1,
    openedBy: till.userId,
    openedAt: at,
    openingFloat: 100,
    cashMovements: [] as object[],
    closedBy: null as string | null,
    closedAt: null as string | null,
    countedCash: null as number | null,
    expectedCash: null as number | null,
    note: null,
    counts: null as object[] | null,
    closing: null as object | null,
    updatedAt: at,
    ...changes,
  }
}

test('a shift comes back as its lane wrote it: movements, count and report', async () => {
  const opened = shift()
  await till.push('shifts', [opened])
  const actorId = till.userId
  const out = { id: crypto.randomUUID(), direction: 'out', amount: 40, reason: 'Bank', at, actorId }
  const closed = {
    ...opened,
    cashMovements: [out],
    closedBy: actorId,
    closedAt: at,
    countedCash: 555,
    expectedCash: 560,
    counts: [{ currency: 'USD', value: 5, pieces: 111 }],
    closing,
  }
  const { body } = await till.push('shifts', [closed], opened)
  expect(body['conflicts']).toMatchObject([{ closing, cashMovements: [out] }])
  const [pulled] = await other.pullAll('shifts')
  const { seq: _seq, updatedAt: _at, ...rest } = pulled!
  const { seq: _none, updatedAt: _then, ...written } = closed
  expect(rest).toEqual(written)
})

test('[U3] a lost answer loses no cash movement, and an older word that comes late opens nothing again', async () => {
  const opened = shift()
  await till.push('shifts', [opened])
  // The answer was lost: the lane still believes that the server knows nothing of it.
  const move = {
    id: crypto.randomUUID(),
    direction: 'in',
    amount: 5,
    reason: 'Change',
    at,
    actorId: till.userId,
  }
  const moved = { ...opened, cashMovements: [move] }
  expect((await till.push('shifts', [moved])).body['conflicts']).toMatchObject([{ cashMovements: [move] }])
  const closed = { ...moved, closedBy: till.userId, closedAt: at, countedCash: 1, expectedCash: 105, closing }
  await till.push('shifts', [closed])
  const late = await till.push('shifts', [opened])
  expect(late.body['conflicts']).toMatchObject([{ closedAt: at, countedCash: 1, cashMovements: [move] }])
  const seq = late.body['conflicts'][0].seq
  expect((await till.push('shifts', [closed])).body['conflicts'][0].seq).toBe(seq)
})

test('[A3] cash out without the word of somebody who may give it stands, and is on record once', async () => {
  await database.query(`update branches set settings = '{"limits":{"cashOut":50}}', seq = taken + 1
    from (select take_positions(tenant_id, '[["branches", 1]]') as taken from branches where id = '${till.branchId}') t
    where id = '${till.branchId}'`)
  const by = (approverId: string) => ({ kind: 'cash_out', approverId, reason: 'Bank', at })
  const out = (amount: number, approval: object | null = null) => ({
    id: crypto.randomUUID(),
    direction: 'out',
    amount,
    reason: 'Bank',
    at,
    actorId: till.userId,
    approval,
  })
  const allowed = out(51, by(admin.userId))
  const [own, stranger, none] = [out(51, by(till.userId)), out(1, by(crypto.randomUUID())), out(51)]
  const opened = shift({ cashMovements: [out(50), allowed, own, stranger] })
  const { body } = await till.push('shifts', [opened])
  expect(body['conflicts'][0]).toMatchObject({ cashMovements: opened.cashMovements })
  expect(body['conflicts'][0].rejection).toBeUndefined()
  const grown = { ...opened, cashMovements: [...opened.cashMovements, none] }
  for (const again of [grown, grown]) await till.push('shifts', [again])

  const entries = await database.query(
    `select action, actor_id as actor, details #>> '{movement,id}' as movement from audit_log
     where action like 'shift.%' order by id`,
  )
  const missing = { action: 'shift.approval-missing', actor: till.userId }
  expect(entries).toEqual([
    { action: 'shift.cash-approval-told', actor: null, movement: allowed.id },
    { ...missing, movement: own.id },
    { ...missing, movement: stranger.id },
    { ...missing, movement: none.id },
  ])
})

test('[A3] a shift is written by its own lane, and none is deleted', async () => {
  const opened = shift()
  const { body } = await other.push('shifts', [opened])
  expect(body['conflicts'][0].rejection.code).toBe('document/forbidden')
  await till.push('shifts', [opened])
  const gone = await till.push('shifts', [{ ...opened, _deleted: true }], opened)
  expect(gone.body['conflicts'][0].rejection.code).toBe('document/forbidden')
  expect(await count('shifts')).toBe(1)
})
