import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Heard } from './scanner.ts'
import { hear, noBurst } from './scanner.ts'

const code = fc.string({ minLength: 3, maxLength: 24, unit: fc.constantFrom(...'0123456789ABCxyz-*+?') })

/** Types keys with the given pauses before each, and gives what was heard. */
function type(keys: readonly { key: string; pause: number }[]): Heard[] {
  let burst = noBurst
  let at = 1000
  return keys.map(({ key, pause }) => {
    at += pause
    const [next, heard] = hear(burst, { key, at })
    burst = next
    return heard
  })
}

function scanned(heard: readonly Heard[]): string[] {
  return heard.flatMap((one) => (one.kind === 'scan' ? [one.code] : []))
}

test('any code typed within the gap and ended is heard whole', () => {
  fc.assert(
    fc.property(code, fc.nat(50), fc.constantFrom('Enter', 'Tab'), (text, pause, end) => {
      const keys = [...text].map((key, index) => ({ key, pause: index === 0 ? 500 : pause }))
      expect(scanned(type([...keys, { key: end, pause }]))).toEqual([text])
    }),
  )
})

test('ten scans 100 ms apart are ten codes', () => {
  fc.assert(
    fc.property(fc.array(code, { minLength: 10, maxLength: 10 }), (codes) => {
      const keys = codes.flatMap((text) => [
        ...[...text].map((key, index) => ({ key, pause: index === 0 ? 100 : 5 })),
        { key: 'Enter', pause: 5 },
      ])
      expect(scanned(type(keys))).toEqual(codes)
    }),
  )
})

test('a person is never a scanner', () => {
  fc.assert(
    fc.property(code, fc.integer({ min: 51, max: 3000 }), (text, pause) => {
      const keys = [...text, 'Enter'].map((key) => ({ key, pause }))
      expect(scanned(type(keys))).toEqual([])
    }),
  )
})

test('two quick keys and Enter are not a scan', () => {
  expect(scanned(type(['1', '2', 'Enter'].map((key) => ({ key, pause: 5 }))))).toEqual([])
})

test('what a person typed before a scan is not part of it', () => {
  const typed = ['3', '*'].map((key) => ({ key, pause: 200 }))
  const scan = [...'4006381333931'].map((key, index) => ({ key, pause: index === 0 ? 400 : 8 }))
  expect(scanned(type([...typed, ...scan, { key: 'Enter', pause: 8 }]))).toEqual(['4006381333931'])
})

test('Shift does not break a burst, and a key of a burst is never a shortcut', () => {
  const heard = type([
    { key: 'Shift', pause: 500 },
    { key: 'A', pause: 1 },
    { key: 'Shift', pause: 10 },
    { key: '+', pause: 10 },
    { key: '1', pause: 10 },
    { key: 'Enter', pause: 10 },
  ])
  expect(heard.map(({ kind }) => kind)).toEqual([
    'other',
    'begins',
    'other',
    'continues',
    'continues',
    'scan',
  ])
})
