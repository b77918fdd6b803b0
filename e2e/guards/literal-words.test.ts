import { expect, test } from 'vitest'
import { literalWordsIn } from './literal-words.ts'
import { filesIn, readText } from './modules.ts'

test('no screen has words of its own: all come through client/i18n, in every language', () => {
  const screens = filesIn(['client'], /(?<!\.test)\.tsx$/)
  expect(screens.length).toBeGreaterThan(40)
  const found = screens.flatMap((path) =>
    literalWordsIn(path, readText(path)).map(({ line, words }) => `${path}:${line} ${words}`),
  )
  expect(found).toEqual([])
})

test('words are found wherever people read or hear them', () => {
  const found = (code: string) =>
    literalWordsIn('screen.tsx', `const Screen = () => ${code}`).map(({ words }) => words)
  expect(found('<p>Sold</p>')).toEqual(['Sold'])
  expect(found("<p>{'Sold'}</p>")).toEqual(['Sold'])
  expect(found("<p>{paid ? 'Paid' : t('pay.due')}</p>")).toEqual(['Paid'])
  expect(found("<p>{name || 'nobody'}</p>")).toEqual(['nobody'])
  expect(found('<p>{`${count} left`}</p>')).toEqual(['left'])
  expect(found('<input placeholder="Search" aria-label={`Search ${shop}`} />')).toEqual(['Search', 'Search'])
  expect(found("<Field label={last ? 'Last' : first} hint={t('pay.hint')} />")).toEqual(['Last'])
  expect(found("<Choice options={[{ value: 'all', label: 'All' }]} />")).toEqual(['All'])
  expect(found("<Button onClick={() => note('Saved')}>{icon}</Button>")).toEqual(['Saved'])
})

test('what is no language’s is left alone', () => {
  for (const code of [
    "<p className='flex' data-testid='total' lang='ru'>{t('cart.total')} · {count} ×</p>",
    '<KeyHint>Esc</KeyHint>',
    "<p>{kind === 'cash' ? money(total) : null}</p>",
    "<p>{rows.map((row) => row.kind).join(', ')}</p>",
    '<Figure>.</Figure>',
  ]) {
    expect(literalWordsIn('screen.tsx', `const Screen = () => ${code}`), code).toEqual([])
  }
})

test('figures and dates are written by client/i18n alone: some browsers know no Uzbek of their own', () => {
  const writing =
    /\.toLocale(?:Date|Time)?String\(|\bIntl\.(?:Number|DateTime|RelativeTime|List|Duration)Format\b/
  const code = filesIn(['client'], /(?<!\.test)\.tsx?$/)
  const writers = code.filter((path) => writing.test(readText(path)))
  expect(writers.filter((path) => path.startsWith('client/i18n/')).length).toBeGreaterThan(1)
  expect(writers.filter((path) => !path.startsWith('client/i18n/'))).toEqual([])
})
