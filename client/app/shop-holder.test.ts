import { expect, test } from 'vitest'
import type { Shop, ShopSession } from '../database/shop.ts'
import { createShopHolder } from './shop-holder.ts'

function session(id: string): ShopSession {
  const user = { id, name: id, email: id, role: 'ADMIN', branchId: null, tenantId: 't' } as const
  return { user, lane: null, server: '' }
}

/** Shops that write down when they open and close. */
function someShops(failing: readonly string[] = [], stuck: readonly string[] = []) {
  const log: string[] = []
  const holder = createShopHolder(async ({ user }) => {
    log.push(`opening ${user.id}`)
    await Promise.resolve()
    if (failing.includes(user.id)) throw new Error('no disk')
    const close = async () => {
      log.push(`closed ${user.id}`)
      if (stuck.includes(user.id)) throw new Error('stuck')
      return { kind: 'closed', left: 0 } as const
    }
    return { session: { user }, close } as unknown as Shop
  })
  return { log, holder, settled: () => new Promise((resolve) => setTimeout(resolve, 5)) }
}

test('[C2] one shop is closed before the next is opened', async () => {
  const { log, holder, settled } = someShops()
  holder.show(session('a'))
  await settled()
  holder.show(session('b'))
  await settled()
  expect(log).toEqual(['opening a', 'closed a', 'opening b'])
})

test('the same session again changes nothing', async () => {
  const { log, holder, settled } = someShops()
  holder.show(session('a'))
  holder.show(session('a'))
  await settled()
  holder.show(session('a'))
  await settled()
  expect(log).toEqual(['opening a'])
})

test('a lane that is called otherwise goes on with the same shop', async () => {
  const { log, holder, settled } = someShops()
  const lane = { deviceId: 'd', code: 'L1', name: 'Front', branchId: 'b', branchCode: 'DT', tenantId: 't' }
  holder.show({ ...session('a'), lane })
  await settled()
  holder.show({ ...session('a'), lane: { ...lane, name: 'By the door' } })
  await settled()
  expect(log).toEqual(['opening a'])
})

test('a shop that is no longer wanted when it has opened is closed', async () => {
  const { log, holder, settled } = someShops()
  holder.show(session('a'))
  await Promise.resolve()
  holder.show(session('b'))
  await settled()
  expect(log).toEqual(['opening a', 'closed a', 'opening b'])
  expect(holder.state()).toMatchObject({ kind: 'open' })
})

test('a shop that cannot be opened says why', async () => {
  const { holder, settled } = someShops(['a'])
  holder.show(session('a'))
  await settled()
  expect(holder.state()).toEqual({ kind: 'failed', why: 'no disk' })
})

test('a shop that cannot be closed keeps no other one from opening', async () => {
  const { log, holder, settled } = someShops([], ['a'])
  holder.show(session('a'))
  await settled()
  holder.show(session('b'))
  await settled()
  expect(holder.state()).toMatchObject({ kind: 'open' })
  holder.show(session('c'))
  await settled()
  expect(log).toEqual(['opening a', 'closed a', 'opening b', 'closed b', 'opening c'])
})
