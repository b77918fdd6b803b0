import { expect, test } from 'vitest'
import type { SyncState } from '../database/shop.ts'
import { en } from '../i18n/en.ts'
import { translator } from '../i18n/translate.ts'
import { duration } from '../i18n/times.ts'
import { beforeWord } from './before-word.ts'
import { cataloguePercent, statusOf } from './status-words.ts'

const calm: SyncState = {
  ...beforeWord(Date.parse('2026-01-01T07:00:00.000Z')),
  lastSync: '2026-01-01T09:09:00.000Z',
}
const now = Date.parse('2026-01-01T09:10:00.000Z')

function said(state: Partial<SyncState>) {
  const clock = (instant: string | number) => new Date(instant).toISOString().slice(11, 16)
  const { short: _, ...told } = statusOf({ ...calm, ...state }, now, {
    t: translator(en, 'en'),
    clock,
    lasted: (ms) => duration(ms, en.units),
  })
  return told
}

/** On a phone. */
function saidShort(state: Partial<SyncState>) {
  return statusOf({ ...calm, ...state }, now, { t: translator(en, 'en'), clock: String, lasted: String })
    .short
}

test('all is well', () => {
  expect(said({})).toEqual({ tone: 'good', words: 'Online · all sent' })
})

test('before the server was heard nothing is said to be sent', () => {
  expect(said({ lastSync: null })).toEqual({ tone: 'good', words: 'Connecting…' })
  expect(said({ lastSync: null, waiting: 3 }).words).toBe('Connecting… · 3 waiting')
})

test('[C2] a tab that only reads says what waits, and nothing of a connection that it does not have', () => {
  expect(said({ isWriter: false, lastSync: null, waiting: 7 })).toEqual({
    tone: 'accent',
    words: '7 waiting',
  })
  expect(said({ isWriter: false, lastSync: null })).toEqual({ tone: 'good', words: 'all sent' })
})

test('offline says how long, how many and since when', () => {
  const offline = { connection: 'offline', waiting: 37, oldestWaiting: '2026-01-01T09:14:00.000Z' } as const
  expect(said(offline)).toEqual({ tone: 'warn', words: 'Offline 2 h 10 min · 37 waiting · oldest 09:14' })
})

test('offline for a moment is just offline', () => {
  expect(said({ connection: 'offline', since: new Date(now - 30_000).toISOString() }).words).toBe(
    'Offline · all sent',
  )
})

test('[C8] what another login left unsent on this device is said in place of all sent', () => {
  const told = statusOf(calm, now, { t: translator(en, 'en'), clock: String, lasted: String }, 1)
  expect(told).toMatchObject({ tone: 'warn', words: 'Online · 1 of another login unsent' })
})

test('online with something unsent does not say that all is sent', () => {
  expect(said({ waiting: 1 }).words).toBe('Online · 1 waiting')
})

test('what needs a person is always said', () => {
  expect(said({ needHelp: 3 })).toEqual({ tone: 'bad', words: '3 need help · Online · all sent' })
})

test('on a phone what needs a person and what waits come first, and of the line only what keeps it from being sent', () => {
  expect(saidShort({ needHelp: 1, waiting: 7 })).toBe('1 needs help · 7 waiting')
  expect(saidShort({ connection: 'offline', needHelp: 1, waiting: 7 })).toBe(
    '1 needs help · 7 waiting · Offline',
  )
  expect(saidShort({ needsLogin: true, waiting: 7 })).toBe('7 waiting · Sign in to send')
  expect(saidShort({})).toBe('Online · all sent')
})

test('a refused token asks for a login', () => {
  expect(said({ needsLogin: true, waiting: 2, oldestWaiting: '2026-01-01T08:00:00.000Z' }).words).toBe(
    'Sign in to send · 2 waiting · oldest 08:00',
  )
})

test('the catalogue says how far it is while it loads', () => {
  const firstLoad = [{ collection: 'products', done: 625, total: 1000, finished: false }] as const
  expect(cataloguePercent({ firstLoad })).toBe(62)
  expect(said({ firstLoad }).words).toBe('Online · catalogue 62 %')
  const open = [{ collection: 'products', done: 20, total: null, finished: false }] as const
  expect(said({ firstLoad: open })).toEqual({ tone: 'accent', words: 'Online · catalogue not whole yet' })
  // The rest may still be on its way.
  const through = [{ ...open[0], finished: true }] as const
  expect(said({ firstLoad: through }).words).toBe('Online · catalogue 99 %')
})
