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

test('behind a proxy it leaves as slowly as the proxy notices, unless told otherwise', () => {
  expect(readEnv({}).drainSeconds).toBe(0)
  expect(readEnv({ OMNISYNC_BEHIND_PROXY: '1' }).drainSeconds).toBe(5)
  expect(readEnv({ OMNISYNC_BEHIND_PROXY: '1', OMNISYNC_DRAIN_SECONDS: '0' }).drainSeconds).toBe(0)
})

test('its own address is told to Shopify as it stands, without a path; in production it has to be named', () => {
  expect(readEnv({ PORT: '4000' }).publicUrl).toBe('http://localhost:4000')
  expect(readEnv({ OMNISYNC_PUBLIC_URL: 'https://shop.example.com/app/' }).publicUrl).toBe(
    'https://shop.example.com',
  )
  expect(readEnv({ NODE_ENV: 'production', OMNISYNC_SECRET: SECRET }).publicUrl).toBeNull()
  expect(() => readEnv({ OMNISYNC_PUBLIC_URL: 'shop.example.com' })).toThrow(/OMNISYNC_PUBLIC_URL/)
})

test('each setting that will not do is named, in one go', () => {
  const read = (): unknown =>
    readEnv({
      PORT: 'http',
      DATABASE_URL: 'mysql://shop',
      OMNISYNC_REPLICA_URL: 'replica',
      OMNISYNC_TRACES_URL: 'collector:4318',
      OMNISYNC_TRACES_SHARE: '2',
      OMNISYNC_SECRET: 'short',
      OMNISYNC_ROLE: 'boss',
      OMNISYNC_BEHIND_PROXY: 'maybe',
    })
  expect(read).toThrow(BadSettings)
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'OMNISYNC_REPLICA_URL',
    'OMNISYNC_TRACES_URL',
    'OMNISYNC_TRACES_SHARE',
    'OMNISYNC_SECRET',
    'OMNISYNC_ROLE',
    'OMNISYNC_BEHIND_PROXY',
  ]) {
    expect(read).toThrow(new RegExp(`^${name}: `, 'm'))
  }
})

test('mails need a server and an address that they are from; without a server there are none', () => {
  expect(readEnv({}).smtpUrl).toBeUndefined()
  const OMNISYNC_SMTP_URL = 'smtps://shop:p%40ss@mail.example.com:465'
  expect(() => readEnv({ OMNISYNC_SMTP_URL })).toThrow(/^OMNISYNC_MAIL_FROM: /)
  for (const from of ['shop@example.com', 'Corner Shop <shop@example.com>']) {
    const env = readEnv({ OMNISYNC_SMTP_URL, OMNISYNC_MAIL_FROM: from })
    expect(env).toMatchObject({ smtpUrl: OMNISYNC_SMTP_URL, mailFrom: from })
  }
  for (const url of ['mail.example.com', 'https://mail.example.com'])
    expect(() => readEnv({ OMNISYNC_SMTP_URL: url })).toThrow(/OMNISYNC_SMTP_URL/)
  for (const from of ['Corner Shop', 'a@b.c\r\nBcc: all@b.c'])
    expect(() => readEnv({ OMNISYNC_SMTP_URL, OMNISYNC_MAIL_FROM: from })).toThrow(/OMNISYNC_MAIL_FROM/)
})

test('a bot needs its token alone; to be called it needs an address that Telegram reaches', () => {
  expect(readEnv({}).telegram).toBeUndefined()
  const OMNISYNC_TELEGRAM_TOKEN = '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11'
  expect(readEnv({ OMNISYNC_TELEGRAM_TOKEN }).telegram).toEqual({
    token: OMNISYNC_TELEGRAM_TOKEN,
    apiRoot: 'https://api.telegram.org',
    isWebhook: false,
  })
  const own = readEnv({ OMNISYNC_TELEGRAM_TOKEN, OMNISYNC_TELEGRAM_API: 'http://bots.local:8081/' })
  expect(own.telegram?.apiRoot).toBe('http://bots.local:8081')
  const hooked = { OMNISYNC_TELEGRAM_TOKEN, OMNISYNC_TELEGRAM_WEBHOOK: '1' }
  for (const address of [undefined, 'http://shop.example.com'])
    expect(() => readEnv({ ...hooked, OMNISYNC_PUBLIC_URL: address })).toThrow(/^OMNISYNC_PUBLIC_URL: /)
  const told = readEnv({ ...hooked, OMNISYNC_PUBLIC_URL: 'https://shop.example.com' })
  expect(told.telegram?.isWebhook).toBe(true)
  for (const token of ['x', '123456', '123456:short', 'bot123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11'])
    expect(() => readEnv({ OMNISYNC_TELEGRAM_TOKEN: token }), token).toThrow(/OMNISYNC_TELEGRAM_TOKEN/)
})

test('a model needs its name and a key; where it is has a default', () => {
  expect(readEnv({}).model).toBeUndefined()
  const named = { OMNISYNC_MODEL: 'small-1', OMNISYNC_MODEL_KEY: 'sk-1' }
  expect(readEnv(named).model).toEqual({ name: 'small-1', key: 'sk-1', url: 'https://api.openai.com/v1' })
  const own = { ...named, OMNISYNC_MODEL_URL: 'http://localhost:11434/v1' }
  expect(readEnv(own).model?.url).toBe(own.OMNISYNC_MODEL_URL)
  for (const name of ['OMNISYNC_MODEL', 'OMNISYNC_MODEL_KEY'] as const)
    expect(() => readEnv({ [name]: named[name] })).toThrow(/^OMNISYNC_MODEL: /)
  expect(() => readEnv({ ...named, OMNISYNC_MODEL_URL: 'file:///etc' })).toThrow(/OMNISYNC_MODEL_URL/)
})
