import { expect, test } from 'vitest'
import { insteadOf } from './instead-of.ts'

const sibling = (productId: string, onHand: number) => ({
  productId,
  sku: productId,
  title: productId,
  onHand,
})
const line = {
  missing: 2,
  siblings: [sibling('alpha', 1), sibling('beta', 4), sibling('gamma', 9)],
}

test('[O7] what is suggested is what Enter sends, whatever stands before it', () => {
  expect(insteadOf(line, 'gamma')).toBe('gamma')
})

test('without a suggestion it is a sibling that holds enough', () => {
  expect(insteadOf(line, undefined)).toBe('beta')
  expect(insteadOf({ ...line, missing: 20 }, undefined)).toBe('alpha')
  expect(insteadOf({ ...line, siblings: [] }, 'gamma')).toBeNull()
})
