import { isAbsolute } from 'node:path'
import { expect, test } from 'vitest'
import { BadSettings, SETTING_NAMES, readEnv } from './env.ts'

const SECRET = 'x'.repeat(32)

test('without any settings it is a development server on port 3000 with an embedded Postgres', () => {
  const env = readEnv({})
  expect(env).toMatchObject({
    mode: 'development',
    port: 3000,
    role: 'all',
    databaseUrl: undefined,
    secret: undefined,
  })
  expect(env.secureCookies).toBe(false)
  expect(isAbsolute(env.dataDir)).toBe(true)
})

test('an empty value counts as none', () => {
  expect(readEnv(Object.fromEntries(SETTING_NAMES.map((name) => [name, ''])))).toEqual(readEnv({}))
})

test('production needs a secret, and keeps cookies to TLS unless told otherwise', () => {
  expect(() => readEnv({ NODE_ENV: 'production' })).toThrow(/OMNISYNC_SECRET/)
  const production = { NODE_ENV: 'production', OMNISYNC_SECRET: SECRET }
  expect(readEnv(production)).toMatchObject({ secret: SECRET, secureCookies: true })
  expect(readEnv({ ...production, OMNISYNC_SECURE_COOKIES: '0' }).secureCookies).toBe(false)
})

test('each setting that will not do is named, in one go', () => {
  const read = (): unknown =>
    readEnv({
      PORT: 'http',
      DATABASE_URL: 'mysql://shop',
      OMNISYNC_SECRET: 'short',
      OMNISYNC_ROLE: 'boss',
      OMNISYNC_BEHIND_PROXY: 'maybe',
    })
  expect(read).toThrow(BadSettings)
  for (const name of ['PORT', 'DATABASE_URL', 'OMNISYNC_SECRET', 'OMNISYNC_ROLE', 'OMNISYNC_BEHIND_PROXY']) {
    expect(read).toThrow(new RegExp(`^${name}: `, 'm'))
  }
})
