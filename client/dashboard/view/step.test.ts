import { expect, test } from 'vitest'
import { step } from './step.ts'

const extent = { rows: 100, columns: 5, page: 20 }
const press = (key: string, at: number, column: number, ctrlKey = false) =>
  step({ key, ctrlKey, metaKey: false }, { at, column }, extent)

test('arrows move by one cell, into the head and no further', () => {
  expect(press('ArrowDown', 3, 2)).toEqual({ at: 4, column: 2 })
  expect(press('ArrowUp', 0, 2)).toEqual({ at: -1, column: 2 })
  expect(press('ArrowUp', -1, 2)).toEqual({ at: -1, column: 2 })
  expect(press('ArrowDown', 99, 0)).toEqual({ at: 99, column: 0 })
  expect(press('ArrowLeft', 3, 0)).toEqual({ at: 3, column: 0 })
  expect(press('ArrowRight', 3, 4)).toEqual({ at: 3, column: 4 })
})

test('Home and End stay in the row, with Ctrl they go to the ends of the grid', () => {
  expect(press('Home', 7, 3)).toEqual({ at: 7, column: 0 })
  expect(press('End', 7, 3)).toEqual({ at: 7, column: 4 })
  expect(press('Home', 7, 3, true)).toEqual({ at: 0, column: 0 })
  expect(press('End', 7, 3, true)).toEqual({ at: 99, column: 4 })
})

test('PgUp and PgDn go by what is in sight', () => {
  expect(press('PageDown', 7, 3)).toEqual({ at: 27, column: 3 })
  expect(press('PageDown', 90, 3)).toEqual({ at: 99, column: 3 })
  expect(press('PageUp', 27, 3)).toEqual({ at: 7, column: 3 })
  expect(press('PageUp', 5, 3)).toEqual({ at: 0, column: 3 })
  expect(press('a', 5, 3)).toBeNull()
})
