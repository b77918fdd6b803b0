import { expect, test } from 'vitest'
import type { LetterParts } from './letter-parts.ts'
import { withoutGuilty } from './without-guilty.ts'

const parts: LetterParts = {
  settle: async (_tx, _tenantId, _collection, resent) =>
    resent.map(() => ({ kind: 'taken', document: null })),
  stored: async () => null,
  schemaOf: () => undefined,
}
const asOne = [{ payload: {}, caller: {} as never, device: null }]
const refusing = Object.assign(new Error('integer out of range'), { code: '22003' })

test('[U4] the chunk is halved until the guilty letter is alone, which is then refused untried', async () => {
  const sizes: number[] = []
  const outcome = await withoutGuilty(parts, 10, async (size, used) => {
    sizes.push(size)
    const [settled] = await used.settle({} as never, '', '', asOne)
    if (settled?.kind === 'taken') throw refusing
    return settled
  })
  expect(sizes).toEqual([10, 5, 2, 1, 1])
  expect(outcome).toMatchObject({
    code: 'document/invalid',
    details: expect.stringContaining('out of range'),
  })
})

test('what is no fault of the data is passed on', async () => {
  const failing = (error: Error) => withoutGuilty(parts, 4, () => Promise.reject(error))
  await expect(failing(new Error('gone'))).rejects.toThrow('gone')
  await expect(failing(Object.assign(new Error('twice'), { code: '23505' }))).rejects.toThrow('twice')
})
