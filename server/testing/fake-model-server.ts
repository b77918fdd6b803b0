import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { Json } from './test-lane.ts'

type Fault = 'silence' | 'drip' | 'error' | 'hang-up' | 'html' | 'empty'

export type FakeModelServer = {
  url: string
  asked: { path: string; key: string; body: Json }[]
  /** What it answers from now on, where nothing else is said for a question. */
  say(text: string | ((body: Json) => string)): void
  /** What it answers to the next question, and the one after it. */
  next(...answers: (Fault | { text: string })[]): void
}

/** A server that speaks as much of OpenAI's API as a question needs, and that may misbehave. */
export async function fakeModelServer(): Promise<FakeModelServer> {
  const asked: FakeModelServer['asked'] = []
  const next: (Fault | { text: string })[] = []
  const timers = new Set<NodeJS.Timeout>()
  let usual: (body: Json) => string = () => ''
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString())
      asked.push({ path: request.url ?? '', key: request.headers.authorization ?? '', body })
      const answer = next.shift() ?? { text: usual(body) }
      if (typeof answer === 'object') sayWell(reply, answer.text)
      else misbehave(reply, answer, timers)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    for (const timer of timers) clearInterval(timer)
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    say: (text) => {
      usual = typeof text === 'string' ? () => text : text
    },
    next: (...answers) => void next.push(...answers),
  }
}

function sayWell(reply: ServerResponse, content: string | null): void {
  reply.writeHead(200, { 'content-type': 'application/json' })
  const message = { role: 'assistant', content, refusal: null }
  reply.end(
    JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'small-1',
      choices: [{ index: 0, finish_reason: 'stop', logprobs: null, message }],
    }),
  )
}

function misbehave(reply: ServerResponse, fault: Fault, timers: Set<NodeJS.Timeout>): void {
  switch (fault) {
    case 'silence':
      return
    case 'drip': {
      reply.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => reply.write(' '), 30)
      timers.add(timer)
      reply.on('close', () => clearInterval(timer))
      return
    }
    case 'error':
      reply.writeHead(500, { 'content-type': 'application/json' })
      reply.end('{"error":{"message":"overloaded"}}')
      return
    case 'hang-up':
      reply.destroy()
      return
    case 'html':
      reply.writeHead(200, { 'content-type': 'text/html' })
      reply.end('<h1>Welcome</h1>')
      return
    case 'empty':
      sayWell(reply, null)
  }
}
