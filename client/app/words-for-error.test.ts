import { expect, test } from 'vitest'
import type { ShopSession } from '../database/shop.ts'
import { en } from '../i18n/en.ts'
import { ru } from '../i18n/ru.ts'
import { translator } from '../i18n/translate.ts'
import { ApiError, NoAnswer } from './api.ts'
import { UnsentHere } from './unsent-here.ts'
import { wordsFor, wordsForCode } from './words-for-error.ts'
import { wordsForRejection } from './words-for-rejection.ts'

const english = translator(en, 'en')
const russian = translator(ru, 'ru')

test('what the server refused is said by its code, in the reader’s language', () => {
  const refused = new ApiError(401, 'auth/bad-credentials', 'Email or password is wrong.')
  expect(wordsFor(refused, english)).toBe('Email or password is wrong.')
  expect(wordsFor(refused, russian)).toBe('Неверная почта или пароль.')
  expect(wordsFor(new NoAnswer(null), russian)).toBe(ru.common.noServer)
  expect(wordsFor(new Error('deep inside'), russian)).toBe(ru.common.unknownError)
})

test('why a document was not accepted is said by its code', () => {
  const rejection = { code: 'order/wrong-sums', message: 'The sums of the order do not add up.' }
  expect(wordsForRejection(rejection, russian)).toBe('Суммы в чеке не сходятся.')
})

test('a code of a newer server is said in the server’s own words', () => {
  const t = russian
  expect(wordsFor(new ApiError(422, 'order/of-tomorrow', 'Not before tomorrow.'), t)).toBe(
    'Not before tomorrow.',
  )
  expect(wordsForCode('http/502', t)).toBeNull()
  expect(wordsForCode('toString', t)).toBeNull()
  expect(wordsForRejection({ code: 'order/of-tomorrow', message: 'Not yet.' }, t)).toBe('Not yet.')
})

test('[C8] of unsent work a lane is told of its export, and a desk, which has none, is not', () => {
  const user = { name: 'Cora', email: 'cora@demo.test' }
  for (const isOwner of [false, true]) {
    const at = (lane: object | null) =>
      wordsFor(new UnsentHere({ user, lane } as unknown as ShopSession, 2, isOwner), english)
    expect(at({ code: 'L1' })).toContain('export')
    expect(at(null)).toContain('2 waiting')
    expect(at(null)).not.toContain('export')
  }
})
