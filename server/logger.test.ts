import { expect, test } from 'vitest'
import { inLogContext } from './log-context.ts'
import { openLogger } from './logger.ts'

/** A logger, and the lines it wrote. */
async function open() {
  const written: string[] = []
  const logger = await openLogger(
    { logLevel: 'trace', mode: 'production' },
    { write: (line: string) => void written.push(line) },
  )
  return { logger, written, last: () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown> }
}

test('secrets are left out by their names, however deep they lie', async () => {
  const { logger, written, last } = await open()
  const line = {
    password: 'tell-1',
    headers: { authorization: 'tell-2', Cookie: 'tell-3', accept: 'json' },
    a: { b: { c: { d: { refreshToken: 'tell-4', clientSecret: 'tell-5', pin: 'tell-6' } } } },
    list: [{ newPassword: 'tell-7', access_token: 'tell-8' }],
    code: 'sync/busy',
    at: new Date(0),
  }
  logger.warn(line, 'said')
  expect(written.join('')).not.toContain('tell-')
  logger.warn(line)
  expect(last()).toMatchObject({
    headers: { accept: 'json' },
    code: 'sync/busy',
    at: '1970-01-01T00:00:00.000Z',
  })
})

test('secrets are left out by their look, in messages, addresses and stacks', async () => {
  const { logger, written } = await open()
  const secrets = [
    'postgres://omnisync:tell-pass@db:5432/omnisync',
    'smtps://mailer:tell-pass@mail.example.com',
    'Bearer tell-opaque',
    'eyJ0ZWxs.eyJ0ZWxs.dGVsbC0x',
    'shpat_0123456789abcdef0123',
    'sk-proj-0123456789abcdef0123',
    'https://api.telegram.org/bot123456789:AAtell_0123456789abcdefghijklmnopq/getMe',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$dGVsbA',
  ]
  for (const secret of secrets) {
    logger.error(
      { err: new Error(`no answer of ${secret}`, { cause: new Error(secret) }), url: secret },
      secret,
    )
    const parts = [
      secret,
      secret.split('@')[0]?.split('//').at(-1) ?? '',
      'tell',
      'dGVsb',
      '0123456789abcdef',
    ]
    const line = written.at(-1) ?? ''
    for (const part of parts.filter((it) => secret.includes(it))) expect(line, secret).not.toContain(part)
    expect(() => JSON.parse(line)).not.toThrow()
  }
})

test('of an error its kind, words, stack and code are told, and nothing that it carries', async () => {
  const { logger, written, last } = await open()
  const error = Object.assign(new TypeError('duplicate key'), {
    code: '23505',
    constraint: 'users_email',
    detail: 'Key (email)=(tell@example.com) already exists.',
    client: { connectionParameters: { password: 'tell' } },
    config: { url: 'tell' },
  })
  logger.error({ err: error }, 'failed')
  expect(written.join('')).not.toContain('tell')
  expect(last()['err']).toMatchObject({
    type: 'TypeError',
    message: 'duplicate key',
    code: '23505',
    constraint: 'users_email',
    stack: expect.stringContaining('logger.test.ts'),
  })
})

test('every line of a request or a job says which, and what a line says itself goes before it', async () => {
  const { logger, last } = await open()
  await inLogContext({ requestId: 'r', tenantId: 't' }, async () => {
    await new Promise((done) => setImmediate(done))
    logger.child({ part: 'settling' }).info({ tenantId: 'other' }, 'said')
  })
  expect(last()).toMatchObject({ requestId: 'r', tenantId: 'other', part: 'settling' })
  logger.info('outside')
  expect(last()).not.toHaveProperty('requestId')
})
