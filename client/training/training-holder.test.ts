import { expect, test } from 'vitest'
import type { Shop } from '../database/shop.ts'
import { createTrainingHolder } from './training-holder.ts'
import { trainingSession } from './training-session.ts'

function held() {
  const closed: string[] = []
  const shopOf = (name: string) => ({ name, close: async () => void closed.push(name) }) as unknown as Shop
  const opening = Promise.withResolvers<Shop>()
  return { closed, shopOf, opening, holder: createTrainingHolder(() => opening.promise) }
}

test('a training is entered once and left for good', async () => {
  const { closed, shopOf, opening, holder } = held()
  const entered = holder.enter(shopOf('real'))
  await holder.enter(shopOf('real'))
  opening.resolve(shopOf('training'))
  await entered
  expect(holder.state()).toMatchObject({ kind: 'on', shop: { name: 'training' } })
  await holder.leave()
  await holder.leave()
  expect([holder.state().kind, closed]).toEqual(['off', ['training']])
})

test('one that was left while it was opening is closed as soon as it is open', async () => {
  const { closed, shopOf, opening, holder } = held()
  const entered = holder.enter(shopOf('real'))
  await holder.leave()
  opening.resolve(shopOf('late'))
  await entered
  expect([holder.state().kind, closed]).toEqual(['off', ['late']])
})

test('one that does not open says so, and can be tried again', async () => {
  const { opening, holder, shopOf } = held()
  opening.reject(new Error('no catalogue'))
  await holder.enter(shopOf('real'))
  expect(holder.state().kind).toBe('failed')
})

test('nothing of a training bears the name of the lane or the business', () => {
  const user = { id: 'u', name: 'U', email: '', role: 'STAFF' as const, branchId: 'b', tenantId: 't' }
  const lane = { deviceId: 'd', code: 'L1', name: 'Lane', branchId: 'b', branchCode: 'DT' }
  const session = trainingSession({ user, lane, server: '' }, 'other')
  expect(session).toMatchObject({ training: true, lane: { deviceId: 'other', branchCode: 'TR', code: 'L1' } })
  expect(session.user.tenantId).not.toBe('t')
})
