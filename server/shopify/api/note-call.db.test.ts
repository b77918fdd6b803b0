import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../../testing/test-business.ts'
import type { FailedCall } from './failed-call.ts'
import { noteCall } from './note-call.ts'

const { database, deps, clock, openShop } = await testBusiness()
let tenantId: string
beforeEach(async () => {
  ;({
    shop: { tenantId },
  } = await openShop())
})

const call = (changes: Partial<FailedCall> = {}): FailedCall => ({
  operation: 'levels',
  code: 'http-502',
  status: 502,
  at: clock.now(),
  milliseconds: 12.6,
  request: { ids: ['gid://shopify/Order/1'] },
  answer: '{"errors":"no"}',
  secrets: ['shpss_secret', 'shpat_token'],
  ...changes,
})
const kept = () =>
  database.query<{ operation: string; request: object; answer: object; milliseconds: number }>(
    `select operation, request, answer, milliseconds from shopify_calls where tenant_id = $1 order by at desc, id desc`,
    [tenantId],
  )

test('a call that failed is kept with what was asked and answered', async () => {
  await noteCall(deps, tenantId, call())
  await noteCall(deps, tenantId, call({ operation: 'silence', answer: null, status: null }))
  expect(await kept()).toEqual([
    expect.objectContaining({ operation: 'silence', answer: null }),
    {
      operation: 'levels',
      request: { ids: ['gid://shopify/Order/1'] },
      answer: { errors: 'no' },
      milliseconds: 13,
    },
  ])
})

test('no secret is kept, wherever it stood, and no more than the beginning of a long text', async () => {
  await noteCall(
    deps,
    tenantId,
    call({
      request: { note: 'shpss_secret', long: 'x'.repeat(9_000) },
      answer: `<html>shpat_token \u0000 ${'y'.repeat(9_000)}</html>`,
    }),
  )
  const [row] = await kept()
  const text = JSON.stringify(row)
  expect(text).not.toMatch(/shpss_secret|shpat_token/)
  expect(text).toContain('•••')
  expect(text.length).toBeLessThan(9_000)
  expect(row?.answer).toMatchObject({ length: expect.any(Number) })
})

test('the latest 200 are kept', async () => {
  for (let number = 0; number < 205; number += 1)
    await noteCall(deps, tenantId, call({ at: clock.now() + number, operation: `call ${number}` }))
  const rows = await kept()
  expect(rows).toHaveLength(200)
  expect(rows.at(0)?.operation).toBe('call 204')
  expect(rows.at(-1)?.operation).toBe('call 5')
})

test('where it cannot be kept, nobody is kept waiting and nothing is thrown', async () => {
  await expect(noteCall(deps, crypto.randomUUID(), call())).resolves.toBeUndefined()
})
