import { expect, test } from 'vitest'
import { mug, shirt, someTill } from '../testing/some-till.ts'

test('an offline lane sells its share alone, and more only with a manager’s word, asked again for still more', async () => {
  const { till, asked, placed } = someTill({ allowance: { [shirt.id]: { share: 3, sold: 1 } } })
  till.add(shirt, 2)
  till.add(mug, 50)
  till.pay('exact')
  await expect.poll(() => placed.length).toBe(1)
  expect(asked).toEqual([])

  till.add(shirt, 3)
  till.pay()
  await expect.poll(() => till.state().stage.kind).toBe('paying')
  expect(asked).toMatchObject([
    { kind: 'allowance', before: '2', after: '3', details: { share: 3, sold: 1 } },
  ])
  till.back()
  till.add(shirt)
  till.pay('exact')
  await expect.poll(() => placed.length).toBe(2)
  expect(asked).toHaveLength(2)
  // The later word takes the place of the earlier one.
  expect(placed[1]?.approvals.filter(({ kind }) => kind === 'allowance')).toMatchObject([
    { details: { wanted: 4 } },
  ])
})

test('without a manager’s word nothing over the share is sold', async () => {
  const { till, asked, placed } = someTill({
    allowance: { [shirt.id]: { share: 0, sold: 0 } },
    manager: async () => null,
  })
  till.add(shirt)
  till.pay('exact')
  await expect.poll(() => asked.length).toBe(1)
  expect(till.state().stage.kind).toBe('selling')
  expect(till.state().cart.lines).toHaveLength(1)
  expect(placed).toEqual([])
})
