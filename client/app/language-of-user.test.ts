import { expect, test } from 'vitest'
import type { Language } from '../i18n/languages.ts'
import { createLanguageOfUser } from './language-of-user.ts'

/** A browser with one language on screen, and an account that people enter and leave. */
function browser({
  preferred = ['en-US'],
  kept = new Map<string, string>(),
  user = null as string | null,
} = {}) {
  let id = user
  const listeners: (() => void)[] = []
  const spoken: Language[] = []
  const missing = new Set<Language>()
  const language = createLanguageOfUser({
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
    preferred,
    account: {
      state: () => ({ user: id === null ? null : ({ id } as never) }),
      subscribe: (listener) => void listeners.push(listener),
    },
    async speak(next) {
      if (missing.has(next)) throw new Error('no words')
      spoken.push(next)
    },
  })
  return {
    ...language,
    kept,
    missing,
    spoken: () => spoken.at(-1),
    /** Somebody signs in, or out with null. */
    enter(next: string | null) {
      id = next
      for (const listener of listeners) listener()
    },
  }
}

test('a new browser speaks the first of its own languages that the app has', async () => {
  for (const [preferred, expected] of [
    [['uz-Latn-UZ', 'ru'], 'uz'],
    [['kk', 'ru-RU', 'en'], 'ru'],
    [['fr', 'de'], 'en'],
  ] as const) {
    const one = browser({ preferred: [...preferred] })
    await one.begin()
    expect(one.spoken(), preferred.join()).toBe(expected)
  }
})

test('each person at a till is spoken to in their own language', async () => {
  const till = browser()
  await till.begin()
  till.enter('anna')
  await till.choose('ru')
  till.enter(null)
  expect(till.spoken(), 'signing out changes nothing').toBe('ru')
  till.enter('botir')
  expect(till.spoken(), 'who has chosen nothing gets the last one used').toBe('ru')
  await till.choose('uz')
  till.enter('anna')
  expect(till.spoken()).toBe('ru')
  till.enter('botir')
  expect(till.spoken()).toBe('uz')
})

test('a choice lasts over a reload', async () => {
  const before = browser({ user: 'anna' })
  await before.begin()
  await before.choose('uz')
  const after = browser({ user: 'anna', kept: before.kept })
  await after.begin()
  expect(after.spoken()).toBe('uz')
})

test('who takes over by PIN is spoken to in their language, and it stays through a reload and signing in again', async () => {
  const till = browser({ user: 'anna' })
  await till.begin()
  await till.choose('ru')
  await till.speakTo('botir')
  expect(till.spoken()).toBe('ru')
  await till.choose('uz')
  await till.speakTo('anna')
  expect(till.spoken()).toBe('ru')
  await till.speakTo('botir')
  till.enter('anna')
  expect(till.spoken(), 'the session is still anna’s').toBe('uz')
  const after = browser({ user: 'anna', kept: till.kept })
  await after.begin()
  expect(after.spoken()).toBe('uz')
})

test('what is chosen on the sign-in page is for the one who signs in there', async () => {
  const till = browser()
  await till.begin()
  till.enter('anna')
  await till.choose('en')
  till.enter(null)
  await till.choose('ru')
  till.enter('anna')
  expect(till.spoken()).toBe('ru')
  till.enter('botir')
  await till.choose('uz')
  till.enter('anna')
  expect(till.spoken()).toBe('ru')
})

test('without the words of a language the app goes on as it is', async () => {
  const till = browser({ preferred: ['ru'] })
  till.missing.add('ru')
  await till.begin()
  expect(till.spoken()).toBeUndefined()
  await expect(till.choose('ru')).rejects.toThrow('no words')
  expect(till.kept.size, 'and is not asked for it again').toBe(0)
})
