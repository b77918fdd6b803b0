import { expect, test } from 'vitest'
import { fakeModelServer } from '../testing/fake-model-server.ts'
import { openModel } from './open-model.ts'

const server = await fakeModelServer()
const turns = [{ role: 'user', content: 'Tell me' }] as const
const schema = { name: 'three', schema: { type: 'object' } }
const open = (patience = 5_000) => openModel({ url: server.url, key: 'sk-secret', name: 'small-1', patience })

test('it is asked by the API of OpenAI, for JSON of the shape', async () => {
  server.say('{"bullets":[]}')
  expect(await open().ask(turns, schema)).toEqual({ kind: 'answer', text: '{"bullets":[]}' })
  const { path, key, body } = server.asked.at(-1)!
  expect({ path, key }).toEqual({ path: '/v1/chat/completions', key: 'Bearer sk-secret' })
  expect(body).toMatchObject({
    model: 'small-1',
    messages: turns,
    response_format: { type: 'json_schema', json_schema: { name: 'three', strict: true } },
  })
})

test('one that is silent, or drips, for longer than may be is late, and is asked once', async () => {
  for (const how of ['silence', 'drip'] as const) {
    const before = server.asked.length
    server.next(how)
    // Neither ever ends by itself, so that its patience has ended it, however busy this machine is.
    expect(await open(300).ask(turns, schema), how).toEqual({ kind: 'late' })
    expect(server.asked.length).toBe(before + 1)
  }
})

test('one that fails, hangs up or answers no JSON at all is told as such, without the key', async () => {
  for (const how of ['error', 'hang-up', 'html'] as const) {
    server.next(how)
    const answer = await open().ask(turns, schema)
    expect(answer.kind, how).toMatch(how === 'html' ? /unreachable|answer/ : /unreachable/)
    expect(JSON.stringify(answer)).not.toContain('sk-secret')
  }
  const nobody = openModel({ url: 'http://127.0.0.1:1/v1', key: 'k', name: 'm' })
  expect(await nobody.ask(turns, schema)).toMatchObject({ kind: 'unreachable' })
})

test('an answer without words is an empty one', async () => {
  server.next('empty')
  expect(await open().ask(turns, schema)).toEqual({ kind: 'answer', text: '' })
})
