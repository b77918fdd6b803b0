import { beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'
import { PASSWORD, testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'
import * as hashing from './hash-password.ts'

// What takes its time at a login is one hash: counted, since a stopwatch would say something else on a busy machine.
vi.mock(import('./hash-password.ts'), async (original) => {
  const { fitsHash, hashPassword } = await original()
  return { hashPassword, fitsHash: vi.fn(fitsHash) }
})
const compared = vi.mocked(hashing.fitsHash)

const database = await testDatabase()
let shop: TestShop
let node: Awaited<ReturnType<typeof testNode>>
beforeEach(async () => {
  await database.empty()
  shop = await testShop(database)
  node = await testNode(database.url, { behindProxy: true })
})

const login = (email: string, password: string, from = '198.51.100.1', claimed = '') =>
  node.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    headers: { 'x-forwarded-for': claimed ? `${claimed}, ${from}` : from },
    payload: { email, password },
  })

test('a login takes as long for nobody as for somebody: one hash of one strength, also of who is switched off', async () => {
  await login('nobody@nowhere.test', PASSWORD)
  await database.query('update users set disabled_at = now() where id = $1', [shop.users.support.id])
  const costs: unknown[] = []
  for (const [email, password] of [
    ['nobody@nowhere.test', 'wrong'],
    [shop.users.admin.email, 'wrong'],
    [shop.users.support.email, 'wrong'],
    [shop.users.admin.email, PASSWORD],
  ] as const) {
    compared.mockClear()
    await login(email, password)
    costs.push(
      compared.mock.calls.map(([, hash]) => /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$/.exec(hash)?.[0]),
    )
  }
  expect(costs[0]).toHaveLength(1)
  expect(costs).toEqual(Array(4).fill(costs[0]))
})

test('who writes an address of their own before the proxy’s is counted by the proxy’s', async () => {
  const tries = []
  for (let at = 0; at < 12; at += 1)
    tries.push((await login(shop.users.admin.email, 'wrong', '198.51.100.1', `203.0.113.${at}`)).statusCode)
  expect(tries).toEqual([...Array(10).fill(401), 429, 429])
  expect((await login(shop.users.admin.email, PASSWORD, '198.51.100.2')).statusCode).toBe(200)
})

test('one password tried on everybody ends after three hundred, for that address alone and for a quarter of an hour', async () => {
  compared.mockImplementation(async (password) => password === PASSWORD)
  const guess = (at: number) => login(`guess-${at}@nowhere.test`, 'Summer2026')
  const tries = await Promise.all(Array.from({ length: 310 }, (_, at) => guess(at)))
  const count = (status: number) => tries.filter(({ statusCode }) => statusCode === status).length
  expect([count(401), count(429)]).toEqual([300, 10])
  const refused = await login(shop.users.admin.email, PASSWORD)
  expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'request/too-many'])
  expect(Number(refused.headers['retry-after'])).toBe(900)
  expect((await login(shop.users.admin.email, PASSWORD, '198.51.100.2')).statusCode).toBe(200)
  node.clock.advance(15 * 60_000)
  expect((await login(shop.users.admin.email, PASSWORD)).statusCode).toBe(200)
})
