import { expect, test } from 'vitest'
import { modulesIn } from './modules.ts'
import { circlesOf } from './rooms.ts'

test('no room of the server stands on itself', () => {
  const modules = modulesIn(['server']).filter(({ path }) => !/\.test\.|^server\/testing\//.test(path))
  expect(modules.length).toBeGreaterThan(100)
  expect(circlesOf(modules)).toEqual([])
})

test('a circle is told as the way round', () => {
  const modules = [
    { path: 'server/app.ts', imports: ['server/devices/routes.ts'] },
    { path: 'server/devices/routes.ts', imports: ['server/sync/push.ts', 'zod'] },
    { path: 'server/sync/push.ts', imports: ['server/sync/scope.ts', 'server/orders/settle.ts'] },
    { path: 'server/orders/settle.ts', imports: ['server/devices/lane.ts', 'shared/errors.ts'] },
  ]
  expect(circlesOf(modules)).toEqual(['devices → sync → orders → devices'])
  expect(circlesOf(modules.slice(0, 3))).toEqual([])
})
