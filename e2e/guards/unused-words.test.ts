import { expect, test } from 'vitest'
import { enDesk } from '../../client/i18n/en-desk.ts'
import { enSheets } from '../../client/i18n/en-sheets.ts'
import { en } from '../../client/i18n/en.ts'
import { filesIn, readText } from './modules.ts'

const PLURAL = /_(?:zero|one|other)$/
/** Words that are asked for by the codes of the server. */
const BY_CODE = new Set(['errors', 'rejections'])

/** The sentences that no code asks for: neither by their whole name nor by one that is put together. */
function unusedIn(words: Readonly<Record<string, object>>, code: string): string[] {
  const asked = new Set([...code.matchAll(/['"`](\w+\.[\w-]+)['"`]/g)].map((match) => match[1]))
  const patterns = [...code.matchAll(/`(\w+\.\w*\$\{[^`]*)`/g)].map(
    (match) => new RegExp(`^${match[1]!.replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
  )
  const isAsked = (name: string) => asked.has(name) || patterns.some((pattern) => pattern.test(name))
  return Object.entries(words)
    .filter(([area]) => !BY_CODE.has(area))
    .flatMap(([area, sentences]) => Object.keys(sentences).map((key) => `${area}.${key}`))
    .filter((name) => !isAsked(name) && !isAsked(name.replace(PLURAL, '')))
}

test('every sentence is said somewhere', () => {
  const code = filesIn(['client'], /(?<!\.test)\.tsx?$/)
    .map(readText)
    .join('\n')
  const all = { ...en, ...enSheets, ...enDesk }
  expect(Object.values(all).flatMap((area) => Object.keys(area)).length).toBeGreaterThan(500)
  expect(unusedIn(all, code)).toEqual([])
})

test('a sentence is asked for by its name, or by one that is put together', () => {
  const words = { pay: { cash: '', card: '', left_one: '', left_other: '', never: '' } }
  const code = "t('pay.left', { count }); t(`pay.${type === 'x' ? 'cash' : type}`)"
  expect(unusedIn(words, "t('pay.left'); t('pay.cash')")).toEqual(['pay.card', 'pay.never'])
  expect(unusedIn(words, code)).toEqual([])
})
