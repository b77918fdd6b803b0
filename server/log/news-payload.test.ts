import { expect, test } from 'vitest'
import { readAccess, readHeadNews, writeAccess, writeHeadNews } from './news-payload.ts'
import type { Heads } from './news.ts'

const heads = (count: number): Heads[] =>
  Array.from({ length: count }, (_, at) => ({
    tenantId: crypto.randomUUID(),
    epoch: `epoch-${at}`,
    head: at,
    collections: { orders: at, stockLevels: at, products: Number.MAX_SAFE_INTEGER },
  }))

test('[S3] heads of any number of tenants travel in payloads that Postgres takes', () => {
  for (const count of [0, 1, 40, 500]) {
    const all = heads(count)
    const payloads = writeHeadNews(all)
    expect(payloads.every((payload) => Buffer.byteLength(payload) < 8_000)).toBe(true)
    expect(payloads.flatMap(readHeadNews)).toEqual(all)
  }
  expect(writeHeadNews(heads(500)).length).toBeGreaterThan(5)
})

test('what is not ours is told apart', () => {
  expect(readAccess(writeAccess('a', 'b'))).toEqual({ tenantId: 'a', subjectId: 'b' })
  for (const payload of ['', '{}', '[1]', '[["a","b","c",{}]]', 'null']) {
    expect(() => readHeadNews(payload)).toThrow()
    expect(() => readAccess(payload)).toThrow()
  }
})
