import { expect, test } from 'vitest'
import type { Answer } from './answer.ts'
import { createLine } from './line.ts'

const unknown: Answer<never> = { kind: 'stopped', code: 'device/unknown' }

test.each([
  ['stopped', unknown, 'tryNow'],
  ['login', { kind: 'login' }, 'loggedIn'],
] as const)(
  '[C3] what was answered before the way was opened does not bar it again (%s)',
  async (_, barred, open) => {
    const line = createLine({ now: () => 0, random: () => 0, epochChanged() {}, waking() {} })
    const answers: ((answer: Answer<string>) => void)[] = []
    const ask = () => new Promise<Answer<string>>((resolve) => answers.push(resolve))
    const asked = line.ask({ signal: new AbortController().signal, ask })
    line.learned(barred)
    line[open]()
    answers[0]?.(barred)
    await new Promise((resolve) => setTimeout(resolve))
    expect(line.state()).toMatchObject({ stopped: null, needsLogin: false })
    answers[1]?.({ kind: 'done', value: 'known' })
    expect(await asked).toEqual({ kind: 'done', value: 'known' })
  },
)

test('[A2] what is answered behind it bars it', async () => {
  const line = createLine({ now: () => 0, random: () => 0, epochChanged() {}, waking() {} })
  line.tryNow()
  const ended = new AbortController()
  const asked = line.ask({ signal: ended.signal, ask: async () => unknown })
  await new Promise((resolve) => setTimeout(resolve))
  expect(line.state().stopped).toBe('device/unknown')
  ended.abort(new Error('over'))
  await expect(asked).rejects.toThrow('over')
})
