import { afterEach, expect, test, vi } from 'vitest'
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { createAccount, sessionOf } from './account.ts'
import { testMemory, twoTabs } from './testing/test-memory.ts'

const branchA = '01900000-0000-7000-8000-00000000000a'
const branchB = '01900000-0000-7000-8000-00000000000b'
const casey = {
  id: 'u1',
  name: 'Casey',
  email: 'c@demo.test',
  role: 'STAFF',
  branchId: branchA,
  tenantId: 't1',
}

/** A browser's disk and a server that answers as told; what it was asked is kept. */
function someBrowser(answers: Record<string, () => Response>) {
  const disk = new IDBFactory()
  const asked: { path: string; body: unknown; token: string | null }[] = []
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const path = address.replace('/api/v1', '')
    const { authorization = null } = init.headers as Record<string, string>
    asked.push({
      path,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      token: authorization,
    })
    const answer = answers[path]
    if (!answer) throw new TypeError('network')
    return answer()
  })
  let ids = 0
  return {
    asked,
    /** The browser started anew. */
    async account(channel?: ReturnType<typeof twoTabs>[number]) {
      const memory = testMemory(disk, channel)
      const account = createAccount({
        memory,
        now: () => Date.UTC(2026, 0, 1),
        newId: () => `id-${(ids += 1)}`,
      })
      await account.begin()
      return { ...account, memory }
    },
  }
}

const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status })
const login = (user: object, token = 'token-1') => json(200, { accessToken: token, expiresIn: 900, user })
const refused = (code: string) => json(401, { error: { code, message: 'no' } })

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('[A1] the token is never stored, the person and the lane are', async () => {
  const { account } = someBrowser({
    '/auth/login': login(casey),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' }),
  })
  const first = await account()
  await first.logIn('c@demo.test', 'demo')
  await first.openLane({ id: branchA, code: 'DT' }, 'Front')
  const again = await account()
  expect(sessionOf(again.state())).toMatchObject({
    user: { id: 'u1' },
    lane: { code: 'L1', branchCode: 'DT' },
  })
  expect(again.tokens.current()).toBeNull()
  expect(
    again.memory
      .keys()
      .map((key) => again.memory.getItem(key))
      .join(),
  ).not.toContain('token-1')
})

test('a lane keeps what an admin calls it, and no other lane’s name', async () => {
  const { account } = someBrowser({
    '/auth/login': login(casey),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' }),
  })
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  await here.nameLane('id-2', 'Back')
  await here.nameLane('id-1', 'By the door')
  expect((await account()).state().lane).toMatchObject({ code: 'L1', name: 'By the door' })
})

test('[E3] [C6] a lane that is told another code bears that from then on, also after a restart, and knows its former one', async () => {
  const { account } = someBrowser({
    '/auth/login': login(casey),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L4' }),
  })
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  const before = here.state()
  await here.takeCode('another', 'L5')
  await here.takeCode('id-1', 'L4')
  expect(here.state(), 'nothing is new').toBe(before)
  await here.takeCode('id-1', 'L5')
  const lane = { deviceId: 'id-1', code: 'L5', former: [{ code: 'L4', until: '2026-01-01T00:00:00.000Z' }] }
  expect(sessionOf(here.state())).toMatchObject({ lane })
  expect(sessionOf((await account()).state())).toMatchObject({ lane })
})

test('a lost answer does not make a second lane', async () => {
  const answers: Record<string, () => Response> = { '/auth/login': login(casey) }
  const { asked, account } = someBrowser(answers)
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  await expect(here.openLane({ id: branchA, code: 'DT' }, 'Front')).rejects.toThrow('did not answer')
  answers['/devices'] = json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' })
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  const ids = asked.filter(({ path }) => path === '/devices').map(({ body }) => (body as { id: string }).id)
  expect(ids).toEqual(['id-1', 'id-1'])
})

test('[C3] an ended session is no token; a server that is away is not the end of a session', async () => {
  const answers: Record<string, () => Response> = { '/auth/refresh': refused('auth/refresh-invalid') }
  const { account } = someBrowser(answers)
  const here = await account()
  expect(await here.tokens.refresh()).toBeNull()
  answers['/auth/refresh'] = () => new Response('<html>bad gateway</html>', { status: 502 })
  await expect(here.tokens.refresh()).rejects.toThrow('did not answer')
  answers['/auth/refresh'] = json(503, { error: { code: 'server/unavailable', message: 'in a moment' } })
  await expect(here.tokens.refresh()).rejects.toThrow('in a moment')
  delete answers['/auth/refresh']
  await expect(here.tokens.refresh()).rejects.toThrow('did not answer')
})

test('the refreshed session of somebody else is not this till’s', async () => {
  const answers = { '/auth/login': login(casey), '/auth/refresh': login({ ...casey, id: 'u2' }, 'token-2') }
  const { account } = someBrowser(answers)
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  expect(await here.tokens.refresh()).toBeNull()
  expect(here.tokens.current()).toBe('token-1')
})

test('an expired token is refreshed and the call repeated once', async () => {
  let calls = 0
  const { asked, account } = someBrowser({
    '/auth/login': login(casey),
    '/auth/refresh': login(casey, 'token-2'),
    '/dead-letters': () => ((calls += 1) === 1 ? refused('auth/token-expired')() : json(200, { ok: true })()),
  })
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  expect(await here.callAs('/dead-letters')).toEqual({ ok: true })
  expect(asked.filter(({ path }) => path === '/dead-letters').map(({ token }) => token)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ])
})

test('a call that finds the session ended says so to whoever replicates', async () => {
  const ended = refused('auth/token-expired')
  const { account } = someBrowser({
    '/auth/login': login(casey),
    '/dead-letters': ended,
    '/auth/refresh': ended,
  })
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  let heard = 0
  here.whenEnded(() => (heard += 1))
  await expect(here.callAs('/dead-letters')).rejects.toThrow()
  expect(heard).toBe(1)
})

test('[C8] the lane stays when people change, and waits while somebody of another branch is here', async () => {
  const answers: Record<string, () => Response> = {
    '/auth/login': login(casey),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' }),
    '/auth/logout': () => new Response(null, { status: 204 }),
  }
  const { account } = someBrowser(answers)
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  await here.signOut()
  expect(sessionOf(here.state())).toBeNull()
  answers['/auth/login'] = login({ ...casey, id: 'u3', role: 'ADMIN', branchId: null })
  await here.logIn('a@demo.test', 'demo')
  expect(here.state().lane?.code).toBe('L1')
  answers['/auth/login'] = login({ ...casey, id: 'u4', branchId: branchB })
  await here.logIn('d@demo.test', 'demo')
  expect(here.state().lane).toBeNull()
  // It is this browser's still, after a reload too, and beside a lane of the other branch.
  const again = await account()
  await again.logIn('d@demo.test', 'demo')
  answers['/devices'] = json(201, { id: 'id-2', name: 'Back', branchId: branchB, code: 'L7' })
  await again.openLane({ id: branchB, code: 'RS' }, 'Back')
  answers['/auth/login'] = login(casey)
  await again.logIn('c@demo.test', 'demo')
  expect(again.state().lane).toMatchObject({ deviceId: 'id-1', code: 'L1' })
  answers['/auth/login'] = login({ ...casey, id: 'u4', branchId: branchB })
  await again.logIn('d@demo.test', 'demo')
  expect(again.state().lane?.code).toBe('L7')
  answers['/auth/login'] = login({ ...casey, id: 'u5', tenantId: 't2' })
  await again.logIn('e@demo.test', 'demo')
  expect(again.state().lane).toBeNull()
})

test('[C8] who may not come in leaves all as it was: the person, the lane, the token, and no cookie', async () => {
  const answers: Record<string, () => Response> = {
    '/auth/login': login(casey),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' }),
    '/auth/logout': () => new Response(null, { status: 204 }),
  }
  const { asked, account } = someBrowser(answers)
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  const before = here.state()
  answers['/auth/login'] = login({ ...casey, id: 'u4', branchId: branchB }, 'token-2')
  const seen: unknown[] = []
  const comesIn = here.logIn('d@demo.test', 'demo', async (next) => {
    seen.push(next.user?.id, next.lane)
    throw new Error('unsent')
  })
  await expect(comesIn).rejects.toThrow('unsent')
  expect(seen).toEqual(['u4', null])
  expect(here.state()).toBe(before)
  expect(here.tokens.current()).toBe('token-1')
  expect(asked.at(-1)?.path).toBe('/auth/logout')
})

test('[C6] a lane that the disk does not keep is no lane yet, and the same one at the next try', async () => {
  const { asked, account } = someBrowser({
    '/auth/login': login(casey),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' }),
  })
  const here = await account()
  await here.logIn('c@demo.test', 'demo')
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (key === 'omnisync.session') throw new DOMException('full', 'QuotaExceededError')
    return this.add(value, key)
  })
  await expect(here.openLane({ id: branchA, code: 'DT' }, 'Front')).rejects.toThrow('full')
  expect(here.state().lane).toBeNull()
  vi.restoreAllMocks()
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  expect(here.state().lane?.code).toBe('L1')
  expect((await account()).state().lane?.code).toBe('L1')
  const ids = asked.filter(({ path }) => path === '/devices').map(({ body }) => (body as { id: string }).id)
  expect(new Set(ids)).toEqual(new Set(['id-1']))
})

test('a full disk keeps nobody from signing in to send what fills it', async () => {
  const { account } = someBrowser({ '/auth/login': login(casey) })
  const here = await account()
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await here.logIn('c@demo.test', 'demo')
  expect(here.state().user?.id).toBe('u1')
})

test('[C6] a store that cannot be opened is a fault, and not a browser where nobody is', async () => {
  const account = createAccount({
    memory: { ...testMemory(), open: () => Promise.reject(new Error('no store')) },
    now: Date.now,
    newId: () => 'id',
  })
  await account.begin()
  expect(account.fault()).toBe('no store')
})

test('[C2] who signs in or out in one tab does so in all, and nobody keeps the token of another', async () => {
  const answers: Record<string, () => Response> = {
    '/auth/login': login(casey),
    '/auth/logout': () => new Response(null, { status: 204 }),
    '/devices': json(201, { id: 'id-1', name: 'Front', branchId: branchA, code: 'L1' }),
  }
  const { account } = someBrowser(answers)
  const [one, two] = twoTabs()
  const [here, there] = [await account(one), await account(two)]
  let told = 0
  there.subscribe(() => (told += 1))
  await here.logIn('c@demo.test', 'demo')
  await here.openLane({ id: branchA, code: 'DT' }, 'Front')
  expect(there.state()).toEqual(here.state())
  expect(told).toBe(2)
  answers['/auth/login'] = login({ ...casey, id: 'u2' }, 'token-2')
  await there.logIn('d@demo.test', 'demo')
  expect([here.state().user?.id, here.tokens.current()]).toEqual(['u2', null])
  await here.signOut()
  expect(there.state()).toMatchObject({ user: null, lane: { code: 'L1' } })
})
