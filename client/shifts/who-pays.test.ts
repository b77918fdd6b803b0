import { expect, test } from 'vitest'
import { whoPays } from './who-pays.ts'

const order = { deviceId: 'one', branchId: 'dt' }
const lanes = (...ids: string[]) => ({
  at: '2026-01-01T12:00:00.000Z',
  lanes: ids.map((id) => ({ id, name: id, code: id, lastSeenAt: null })),
})
const two = { deviceId: 'two', branchId: 'dt' }

test('[O7] what the desk promised is paid at the lane that sold it, whatever code that bears now', () => {
  expect(whoPays(order, { deviceId: 'one', branchId: 'dt' }, null, false)).toBe('here')
  expect(whoPays(order, two, lanes('one', 'two'), true)).toBe('its-lane')
})

test('[O7] where that lane is no more another one of its branch pays, as long as it hears what the others have paid', () => {
  expect(whoPays(order, two, lanes('two', 'three'), true)).toBe('instead')
  expect(whoPays(order, two, lanes('two', 'three'), false), 'two without a network would both pay').toBe(
    'instead-online',
  )
  expect(whoPays(order, two, null, true), 'of lanes that nobody has told').toBe('its-lane')
  expect(whoPays(order, { deviceId: 'two', branchId: 'rv' }, lanes('two'), true)).toBe('its-lane')
  expect(whoPays(order, null, lanes('two'), true), 'where there is no drawer').toBe('its-lane')
})
