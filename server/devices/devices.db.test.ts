import { beforeEach, describe, expect, test } from 'vitest'
import { allow, authenticate, lane as namedLane } from '../http/authenticate.ts'
import { forgetOld } from '../status/forget-old.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'
import type { TestNode } from '../testing/test-node.ts'
import { signIn, testShop } from '../testing/test-shop.ts'
import type { TestShop, TestUser } from '../testing/test-shop.ts'

const database = await testDatabase()
const here = await testNode(database.url)
const { app, clock } = here
let shop: TestShop
let as: Record<TestUser, Record<string, string>>

beforeEach(async () => {
  await database.empty()
  clock.advance(60_000)
  shop = await testShop(database)
  const signedIn = async (who: TestUser) => (await signIn(app, shop.users[who].email)).headers
  as = {
    admin: await signedIn('admin'),
    support: await signedIn('support'),
    cashier: await signedIn('cashier'),
    neighbour: await signedIn('neighbour'),
  }
})

const register = (who: TestUser, device: object, node: TestNode = here) =>
  node.app.inject({ method: 'POST', url: '/api/v1/devices', headers: as[who], payload: device })
const lane = (branchId = shop.branches.downtown) => ({ id: crypto.randomUUID(), name: 'Front', branchId })
const revoke = (id: string, key: string = crypto.randomUUID(), who: TestUser = 'admin') =>
  app.inject({
    method: 'POST',
    url: `/api/v1/devices/${id}/revoke`,
    headers: { ...as[who], 'idempotency-key': key },
  })
const codeOf = (reply: Awaited<ReturnType<typeof register>>) => [reply.statusCode, reply.json().error.code]

describe('registering', () => {
  test('gives the next code of the branch, also to forty lanes at once on two nodes', async () => {
    const other = await testNode(database.url, { clock })
    const nodes = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? here : other))
    const replies = await Promise.all(nodes.map((node) => register('cashier', lane(), node)))
    expect(replies.map((reply) => reply.statusCode)).toEqual(Array(40).fill(201))
    const codes = replies.map((reply) => reply.json().code)
    expect(new Set(codes)).toEqual(new Set(Array.from({ length: 40 }, (_, at) => `L${at + 1}`)))
    expect((await register('admin', lane(shop.branches.riverside))).json().code).toBe('L1')
  })

  test('repeating the same id gives the same device and remembers who asked', async () => {
    const device = lane()
    const first = await register('cashier', device)
    const again = await register('admin', { ...device, name: 'Other' })
    expect(first.json()).toEqual({ ...device, code: 'L1' })
    expect([again.statusCode, again.json()]).toEqual([201, first.json()])
    const known = await database.query<{ user_id: string }>('select user_id from device_users order by since')
    expect(known.map((row) => row.user_id).toSorted()).toEqual(
      [shop.users.cashier.id, shop.users.admin.id].toSorted(),
    )
  })

  test('one id sent twice at the same moment is one device', async () => {
    const device = lane()
    const other = await testNode(database.url, { clock })
    const replies = await Promise.all([register('cashier', device), register('cashier', device, other)])
    expect(replies.map((reply) => reply.json())).toEqual([
      { ...device, code: 'L1' },
      { ...device, code: 'L1' },
    ])
  })

  test('[A1] [A3] only at a branch that exists and is the own one of STAFF; never at two', async () => {
    const device = lane()
    await register('cashier', device)
    expect(codeOf(await register('neighbour', lane()))).toEqual([403, 'access/branch'])
    expect(codeOf(await register('admin', lane(crypto.randomUUID())))).toEqual([404, 'branch/unknown'])
    const moved = { ...device, branchId: shop.branches.riverside }
    expect(codeOf(await register('admin', moved))).toEqual([409, 'device/elsewhere'])
    const foreign = await testShop(database, 'two')
    expect(codeOf(await register('admin', lane(foreign.branches.downtown)))).toEqual([404, 'branch/unknown'])
    expect(await database.query('select id from devices')).toEqual([{ id: device.id }])
  })
})

describe('introducing itself to a server that was brought back', () => {
  const codeFor = async (device: object, who: TestUser = 'cashier') =>
    (await register(who, device)).json().code as string
  const forget = async (...ids: string[]) => {
    await database.query('delete from device_users where device_id = any($1)', [ids])
    await database.query('delete from devices where id = any($1)', [ids])
  }

  test('[E3] a lane keeps the code that its receipts bear where that is free, and the next new one is beyond it', async () => {
    const [one, two, three] = [lane(), lane(), lane()]
    for (const device of [one, two, three]) await codeFor(device)
    await forget(two.id, three.id)
    expect(await codeFor({ ...three, code: 'L3' })).toBe('L3')
    expect(await codeFor(lane())).toBe('L4')
    expect(await codeFor({ ...two, code: 'L2' }), 'in between').toBe('L2')
    expect(await codeFor({ ...two, code: 'L9' }), 'known again: it bears what it bears').toBe('L2')
  })

  test('[E3] no two lanes bear one code: it is told another where its own is taken, be it of a lane that was shut out', async () => {
    const [one, two] = [lane(), lane()]
    for (const device of [one, two]) await codeFor(device)
    await forget(two.id)
    const fresh = lane()
    expect(await codeFor(fresh), 'nobody here knows of the one that is away').toBe('L2')
    expect(await codeFor({ ...two, code: 'L2' })).toBe('L3')
    await revoke(one.id)
    expect(await codeFor({ ...lane(), code: 'L1' })).toBe('L4')
    expect(await codeFor(two), 'a page of before says no code').toBe('L3')
  })

  test('[A3] what is no code of a lane is refused', async () => {
    for (const code of ['L0', 'L01', 'L100000', 'X1', '', 'L1; drop'])
      expect(codeOf(await register('cashier', { ...lane(), code })), code).toEqual([400, 'request/invalid'])
  })
})

describe('listing', () => {
  test('[A1] STAFF see their branch, ADMIN and SUPPORT all', async () => {
    const [mine, theirs] = [lane(), lane(shop.branches.riverside)]
    await register('cashier', mine)
    clock.advance(1_000)
    await register('neighbour', theirs)
    const list = async (who: TestUser, query = '') => {
      const reply = await app.inject({ url: `/api/v1/devices${query}`, headers: as[who] })
      return reply.statusCode === 200
        ? reply.json().devices.map((device: { id: string }) => device.id)
        : reply.json().error.code
    }
    expect(await list('admin')).toEqual([mine.id, theirs.id])
    expect(await list('support', `?branchId=${theirs.branchId}`)).toEqual([theirs.id])
    expect(await list('cashier')).toEqual([mine.id])
    expect(await list('cashier', `?branchId=${theirs.branchId}`)).toBe('access/branch')
  })
})

/** A route of the kind that replication has, on a node of its own. */
async function nodeWithLaneRoute(): Promise<TestNode> {
  const node = await testNode(database.url, { clock }, async (added) => {
    added.get('/lane', { onRequest: [authenticate, namedLane] }, async (request) => request.device)
    added.get('/desk', { onRequest: [authenticate, allow('SUPPORT')] }, async () => ({}))
  })
  return node
}

describe('naming a device', async () => {
  const there = await nodeWithLaneRoute()
  const use = (who: TestUser, id?: string) =>
    there.app.inject({
      url: '/lane',
      headers: { ...as[who], ...(id === undefined ? {} : { 'x-device-id': id }) },
    })

  test('[A3] answers the lane as the database knows it, and costs it nothing from then on', async () => {
    const device = lane()
    await register('cashier', device)
    expect((await use('cashier', device.id)).json()).toEqual({
      id: device.id,
      branchId: device.branchId,
      code: 'L1',
    })
    const before = there.deps.database.statements()
    for (let at = 0; at < 50; at += 1) expect((await use('cashier', device.id)).statusCode).toBe(200)
    expect(there.deps.database.statements() - before).toBe(0)
  })

  test('[A1] [A3] is refused with an unknown one, and with one of another branch or business', async () => {
    const device = lane(shop.branches.riverside)
    await register('neighbour', device)
    expect((await use('cashier')).json()).toBeNull()
    const pushed = await there.app.inject({
      method: 'POST',
      url: '/api/v1/replication/orders/push',
      headers: as.cashier,
      payload: { rows: [] },
    })
    expect(codeOf(pushed)).toEqual([400, 'device/required'])
    expect(codeOf(await use('cashier', "1' or true"))).toEqual([403, 'device/unknown'])
    expect(codeOf(await use('cashier', crypto.randomUUID()))).toEqual([403, 'device/unknown'])
    expect(codeOf(await use('cashier', device.id))).toEqual([403, 'access/branch'])
    expect((await use('admin', device.id)).statusCode).toBe(200)
    const foreign = await testShop(database, 'two')
    const stranger = (await signIn(app, foreign.users.admin.email)).headers
    const reply = await there.app.inject({ url: '/lane', headers: { ...stranger, 'x-device-id': device.id } })
    expect(codeOf(reply)).toEqual([403, 'device/unknown'])
  })

  test('[A2] once revoked it is refused at the next request, on the other node too', async () => {
    const device = lane()
    await register('cashier', device)
    expect((await use('cashier', device.id)).statusCode).toBe(200)
    const done = await revoke(device.id)
    expect(done.json()).toEqual({ id: device.id, revokedAt: new Date(clock.now()).toISOString() })
    await expect
      .poll(async () => codeOf(await use('cashier', device.id)), { interval: 5 })
      .toEqual([403, 'device/revoked'])
    expect(codeOf(await register('cashier', device))).toEqual([403, 'device/revoked'])
    expect(await database.query('select action, subject_id, actor_id from audit_log')).toEqual([
      { action: 'device.revoked', subject_id: device.id, actor_id: shop.users.admin.id },
    ])
  })

  test('[A2] while a node cannot hear the others, it asks the database each time', async () => {
    const device = lane()
    await register('cashier', device)
    expect((await use('cashier', device.id)).statusCode).toBe(200)
    let gaps = 0
    const leave = there.deps.news.onGap(() => (gaps += 1))
    const killed = await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'omnisync news' and datname = current_database()`,
    )
    expect(killed.length).toBeGreaterThan(0)
    await expect.poll(() => !there.deps.news.isListening() || gaps > 0, { interval: 1 }).toBe(true)
    await database.query('update devices set revoked_at = now() where id = $1', [device.id])
    expect(codeOf(await use('cashier', device.id))).toEqual([403, 'device/revoked'])
    await expect.poll(() => there.deps.news.isListening()).toBe(true)
    leave()
    await expect.poll(() => here.deps.news.isListening()).toBe(true)
  })

  test('[A1] a role that may not is refused', async () => {
    const desk = (who: TestUser) => there.app.inject({ url: '/desk', headers: as[who] })
    expect((await desk('support')).statusCode).toBe(200)
    expect(codeOf(await desk('cashier'))).toEqual([403, 'access/forbidden'])
  })
})

describe('revoking', () => {
  test('[A1] is for ADMIN, of their own business, and of devices that exist', async () => {
    const device = lane()
    await register('cashier', device)
    for (const who of ['support', 'cashier'] as const) {
      expect(codeOf(await revoke(device.id, crypto.randomUUID(), who))).toEqual([403, 'access/forbidden'])
    }
    expect(codeOf(await revoke(crypto.randomUUID()))).toEqual([404, 'request/not-found'])
    const foreign = await testShop(database, 'two')
    as.admin = (await signIn(app, foreign.users.admin.email)).headers
    expect(codeOf(await revoke(device.id))).toEqual([404, 'request/not-found'])
    expect(await database.query('select revoked_at from devices')).toEqual([{ revoked_at: null }])
  })

  test('a repeat of the command gets the first answer, and is done once', async () => {
    const device = lane()
    await register('cashier', device)
    const replies = await Promise.all(Array.from({ length: 6 }, () => revoke(device.id, 'the-same-key')))
    clock.advance(5_000)
    replies.push(await revoke(device.id, 'the-same-key'))
    expect(new Set(replies.map((reply) => `${reply.statusCode} ${reply.body}`)).size).toBe(1)
    expect(await database.query('select action from audit_log')).toHaveLength(1)
  })

  test('a key that served for something else is refused, as is one that fits no rule', async () => {
    const [one, two] = [lane(), lane()]
    await register('cashier', one)
    await register('cashier', two)
    await revoke(one.id, 'the-same-key')
    expect(codeOf(await revoke(two.id, 'the-same-key'))).toEqual([422, 'request/key-reused'])
    for (const key of ['', 'x'.repeat(201), 'with space', 'NUL-\u0000-here']) {
      expect(codeOf(await revoke(two.id, key))).toEqual([400, 'request/idempotency-key'])
    }
    const without = await app.inject({
      method: 'POST',
      url: `/api/v1/devices/${two.id}/revoke`,
      headers: as.admin,
    })
    expect(codeOf(without)).toEqual([400, 'request/idempotency-key'])
  })

  test('a command that failed has left nothing: its repeat is a first attempt', async () => {
    const device = lane()
    expect((await revoke(device.id, 'the-same-key')).statusCode).toBe(404)
    await register('cashier', device)
    expect((await revoke(device.id, 'the-same-key')).statusCode).toBe(200)
  })
})

describe('the sync log', () => {
  const note = (deviceId: string, documents: number, extra = {}) =>
    app.syncLog.note({
      tenantId: shop.tenantId,
      deviceId,
      direction: 'pull',
      collection: 'orders',
      documents,
      ...extra,
    })
  const read = (id: string, query = '', who: TestUser = 'support') =>
    app.inject({ url: `/api/v1/devices/${id}/sync-log${query}`, headers: as[who] })

  test('sums what a device did, in one insert for all devices, and says when it was last seen', async () => {
    const devices = [lane(), lane()]
    for (const device of devices) await register('cashier', device)
    const [one, two] = devices as [ReturnType<typeof lane>, ReturnType<typeof lane>]
    clock.advance(10_000)
    note(one.id, 3, { reached: 10 })
    note(one.id, 4, { reached: 14, error: `broken\u0000${'x'.repeat(900)}` })
    note(two.id, 1)
    note(crypto.randomUUID(), 1)
    const before = here.deps.database.statements()
    await app.syncLog.flush()
    // One transaction for all of it.
    expect(here.deps.database.statements() - before).toBe(4)
    const { entries, next } = (await read(one.id)).json()
    expect(next).toBeNull()
    expect(entries).toEqual([
      {
        id: expect.any(String),
        at: new Date(clock.now()).toISOString(),
        direction: 'pull',
        collection: 'orders',
        requests: 2,
        documents: 7,
        conflicts: 0,
        rejected: 0,
        errors: 1,
        lastError: expect.stringMatching(/^brokenx+$/),
        reached: 14,
      },
    ])
    const listed = await app.inject({ url: '/api/v1/devices', headers: as.admin })
    expect(listed.json().devices[0].lastSeenAt).toBe(new Date(clock.now()).toISOString())
  })

  test('of 260 contacts, many of one moment, no page leaves one out or has one twice', async () => {
    const device = lane()
    await register('cashier', device)
    await database.query(
      `insert into sync_log (tenant_id, id, device_id, at, direction, requests, documents, conflicts, rejected, errors)
       select $1, gen_random_uuid(), $2, $3::timestamptz - number / 90 * interval '1 second', 'pull', 1, number, 0, 0, 0
       from generate_series(1, 260) as number`,
      [shop.tenantId, device.id, new Date(clock.now())],
    )
    const seen: number[] = []
    for (let query = ''; ;) {
      const { entries, next } = (await read(device.id, query)).json()
      seen.push(...entries.map((entry: { documents: number }) => entry.documents))
      if (next === null) break
      query = `?after=${encodeURIComponent(next)}`
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 260 }, (_, at) => at + 1))
  })

  test('is read in pages, newest first; what is too old is forgotten, in chunks of 500 rows', async () => {
    const device = lane()
    await register('cashier', device)
    await database.query(
      `insert into sync_log (tenant_id, id, device_id, at, direction, requests, documents, conflicts, rejected, errors)
       select $1, gen_random_uuid(), $2, $3::timestamptz - interval '15 days', 'pull', 1, 1, 0, 0, 0
       from generate_series(1, 1203)`,
      [shop.tenantId, device.id, new Date(clock.now())],
    )
    await database.query(
      `insert into idempotency_keys values ($1, 'of-last-month', '', '', 200, '{}', $2::timestamptz - interval '8 days')`,
      [shop.tenantId, new Date(clock.now())],
    )
    await database.query(
      `update sessions set ended_at = $1::timestamptz - interval '31 days' where user_id = $2`,
      [new Date(clock.now()), shop.users.cashier.id],
    )
    for (let at = 0; at < 5; at += 1) {
      clock.advance(60_000)
      note(device.id, at)
      await app.syncLog.flush()
    }
    await forgetOld(here.deps, shop.tenantId)
    expect(await database.query('select id from sync_log')).toHaveLength(5)
    expect(await database.query('select key from idempotency_keys')).toEqual([])
    expect(
      await database.query('select id from sessions where user_id = $1', [shop.users.cashier.id]),
    ).toEqual([])
    expect(await database.query('select id from sessions')).toHaveLength(3)
    const first = (await read(device.id, '?limit=3')).json()
    const second = (await read(device.id, `?limit=3&after=${encodeURIComponent(first.next)}`)).json()
    const documents = [...first.entries, ...second.entries].map(
      (entry: { documents: number }) => entry.documents,
    )
    expect(documents).toEqual([4, 3, 2, 1, 0])
    expect(second.next).toBeNull()
  })

  test('[A1] is for SUPPORT and ADMIN of the same business', async () => {
    const device = lane()
    await register('cashier', device)
    expect(codeOf(await read(device.id, '', 'cashier'))).toEqual([403, 'access/forbidden'])
    const foreign = await testShop(database, 'two')
    as.support = (await signIn(app, foreign.users.support.email)).headers
    expect(codeOf(await read(device.id))).toEqual([404, 'request/not-found'])
  })
})
