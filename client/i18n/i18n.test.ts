import { expect, test } from 'vitest'
import { enDesk } from './en-desk.ts'
import { enSheets } from './en-sheets.ts'
import { en } from './en.ts'
import { fittingLanguage, localeOf } from './languages.ts'
import { ru } from './ru.ts'
import { translator } from './translate.ts'
import { uz } from './uz.ts'

type Area = Readonly<Record<string, string>>
const further = { ru, uz }
const plural = /_(?:one|few|many|other)$/

/** What a sentence has filled in: `{{count, number}}` is `count`. */
function filledIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name ?? '').toSorted()
}

/** The English sentence that another language's key says; where English has fewer forms, its `_other`. */
function englishFor(area: Area, key: string): string | undefined {
  return area[key] ?? area[key.replace(plural, '_other')]
}

test.for(['ru', 'uz'] as const)('every sentence says with the same variables in %s', (language) => {
  let seen = 0
  for (const [name, area] of Object.entries(further[language])) {
    const english: Area = Object.assign(
      {},
      ...[en, enSheets, enDesk].map((some: Record<string, Area>) => some[name]),
    )
    for (const [key, sentence] of Object.entries(area as Area)) {
      seen += 1
      const same = englishFor(english, key)
      expect(same, `${name}.${key} has an English sentence`).toBeDefined()
      expect(filledIn(sentence), `${name}.${key}`).toEqual(filledIn(same ?? ''))
      expect(sentence.trim(), `${name}.${key}`).not.toBe('')
    }
    // The other way round: none is missing (the compiler says so too, with the name of the key).
    for (const key of Object.keys(english)) {
      expect(Object.keys(area as Area), name).toContain(key)
    }
  }
  expect(seen).toBeGreaterThan(300)
})

test.for(['ru', 'uz'] as const)('the forms of a plural are those that %s has', (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
  let seen = 0
  for (const [name, area] of Object.entries(further[language])) {
    const keys = Object.keys(area as Area)
    for (const key of keys.filter((one) => one.endsWith('_one'))) {
      seen += 1
      const stem = key.slice(0, -'_one'.length)
      const found = keys.filter((one) => plural.test(one) && one.replace(plural, '') === stem)
      expect(found.map((one) => one.slice(stem.length + 1)).toSorted(), `${name}.${stem}`).toEqual(forms)
    }
  }
  expect(seen).toBeGreaterThan(5)
})

test('nothing is left in English, nor in the other script', () => {
  for (const [name, area] of Object.entries(ru)) {
    for (const [key, sentence] of Object.entries(area as Area)) {
      const words = sentence.replaceAll(
        /\{\{.*?\}\}|OMNISYNC_\w+|OmniSync|Shopify|Telegram|\/alert|SKU|QR|CSV|PIN|MB|USB|PDF|COM|Chrome|Edge|UTF/g,
        '',
      )
      expect(/[a-z]{3}/i.test(words), `ru ${name}.${key}: ${sentence}`).toBe(false)
    }
  }
  for (const [name, area] of Object.entries(uz)) {
    for (const [key, sentence] of Object.entries(area as Area)) {
      expect(/\p{Script=Cyrillic}/u.test(sentence), `uz ${name}.${key}: ${sentence}`).toBe(false)
      // oʻ and gʻ have U+02BB, the glottal stop U+02BC: a quote would break words apart, and searching with them.
      expect(/['‘’`]/.test(sentence), `uz ${name}.${key}: ${sentence}`).toBe(false)
    }
  }
})

test('Russian counts in its own forms', () => {
  const t = translator(ru, 'ru')
  const say = (count: number) => t('till.items', { count })
  expect([1, 2, 5, 11, 21, 22].map(say)).toEqual([
    '1 товар',
    '2 товара',
    '5 товаров',
    '11 товаров',
    '21 товар',
    '22 товара',
  ])
  expect(translator(uz, 'uz')('till.items', { count: 12_345 }).replaceAll(/\s/g, ' ')).toBe(
    '12 345 ta mahsulot',
  )
})

test('pieces are written as people write numbers: in groups, and below zero with a minus', () => {
  for (const [name, area] of Object.entries({ cart: en.cart, till: en.till, stock: enSheets.stock })) {
    for (const [key, sentence] of Object.entries(area))
      expect(sentence, `${name}.${key}`).not.toMatch(/\{\{(count|onHand|expected|requested)\}\}/)
  }
  const t = translator({ ...en, ...enSheets }, 'en')
  expect(t('cart.pieces', { count: 100_000 })).toBe('100,000 pieces')
  expect(t('stock.shelf', { before: 13, after: -1488 })).toBe('Shelf 13 → −1,488')
})

test('a browser is answered in a language that the app has, written as in its country', () => {
  expect(fittingLanguage(['de-AT', 'UZ-latn', 'en'])).toBe('uz')
  expect(fittingLanguage([])).toBe('en')
  expect(localeOf('en', ['ru', 'en-GB'])).toBe('en-GB')
  expect(localeOf('ru', ['en'])).toBe('ru')
  expect(localeOf('uz', ['uz-Cyrl']), 'this Uzbek is in Latin script').toBe('uz')
})
