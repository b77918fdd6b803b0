import { globSync } from 'node:fs'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { wholeSchema } from '../testing/test-shopify.ts'
import type { Operation } from './api/shop-api.ts'

/** Every operation that a room exports, under the name of its file. */
async function everyOperation(): Promise<[string, Operation][]> {
  const files = globSync('*/operations.ts', { cwd: import.meta.dirname })
  const rooms = await Promise.all(
    files.map(async (file) => {
      const exports = (await import(join(import.meta.dirname, file))) as Record<string, unknown>
      return Object.values(exports)
        .filter(isOperation)
        .map((one): [string, Operation] => [file, one])
    }),
  )
  return rooms.flat()
}

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'name' in value && 'text' in value

const operations = await everyOperation()

test('the operations of the rooms are found', () => {
  expect(operations.length).toBeGreaterThanOrEqual(4)
})

test.each(operations)("%s: $name fits Shopify's whole schema", (_, { text }) => {
  expect(validate(wholeSchema(), parse(text)).map(({ message }) => message)).toEqual([])
})

test('no two operations share a name: the governor and the call log know them by it', () => {
  const names = operations.map(([, { name }]) => name)
  expect(new Set(names).size).toBe(names.length)
})
