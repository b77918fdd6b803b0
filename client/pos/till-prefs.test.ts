import { expect, test } from 'vitest'
import { usualKeys } from './keys.ts'
import { createTillPrefs } from './till-prefs.ts'

function storage(kept: string | null = null) {
  let text = kept
  return { getItem: () => text, setItem: (_: string, value: string) => void (text = value) }
}

test('what was chosen is there again after a reload; a reset is the usual again', () => {
  const memory = storage()
  const prefs = createTillPrefs(memory)
  prefs.change({ chosen: { pay: 'PageDown' }, gap: 80, sounds: false })
  expect(createTillPrefs(memory).state()).toMatchObject({ gap: 80, sounds: false, keys: { pay: 'PageDown' } })
  prefs.change({ chosen: {} })
  expect(createTillPrefs(memory).state().keys).toEqual(usualKeys)
})

test.each(['nonsense', '[]', '{"keys":{"pay":5},"gap":"fast"}', '{"keys":{"fly":"F9"}}'])(
  'what cannot be read is the usual: %s',
  (kept) => {
    expect(createTillPrefs(storage(kept)).state()).toMatchObject({ keys: usualKeys, gap: 50, sounds: true })
  },
)
