import { expect, test } from 'vitest'
import { labelledLines } from './label-price.ts'

const line = (id: string, unitPrice: number) => ({ id, productId: 'p', unitPrice }) as never
const label = (lineId: string, code: string, kind = 'label_price') =>
  ({ kind, details: { lines: [{ lineId, code }] } }) as never
const proved = (lines: never[], approvals: never[]) => [...labelledLines({ lines, approvals }, () => 1199)]

test('[O5] a price that stands on the label, or is what its weight costs, is proved by its code and nothing else', () => {
  const price = label('a', '2012345002173')
  expect(proved([line('a', 217)], [price])).toEqual(['a'])
  expect(proved([line('a', 216)], [price])).toEqual([])
  expect(proved([line('b', 217)], [price])).toEqual([])
  expect(proved([line('a', 217)], [label('a', '2012345002174')])).toEqual([])
  expect(proved([line('a', 217)], [label('a', '2012345002173', 'price_override')])).toEqual([])
  expect(proved([line('a', 547)], [label('a', '2112345004563')])).toEqual(['a'])
  expect(proved([line('a', 217)], [{ kind: 'label_price', details: { lines: 'none' } } as never])).toEqual([])
})
