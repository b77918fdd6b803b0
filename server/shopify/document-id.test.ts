import { expect, test } from 'vitest'
import { Id } from '../../shared/basics/scalars.ts'
import { documentIdOf } from './document-id.ts'

const tenant = '01890a5d-ac96-774b-bcce-b302099a8057'

test('[U3] the same thing of the same business has the same id, and nothing else has it', () => {
  const id = documentIdOf(tenant, 'Order', '42', 'branch', 1)
  expect(Id.parse(id)).toBe(id)
  expect(documentIdOf(tenant, 'Order', '42', 'branch', 1)).toBe(id)
  const others = [
    documentIdOf(tenant, 'Order', '42', 'branch', 2),
    documentIdOf(tenant, 'Refund', '42', 'branch', 1),
    documentIdOf('01890a5d-ac96-774b-bcce-b302099a8058', 'Order', '42', 'branch', 1),
  ]
  expect(new Set([id, ...others]).size).toBe(4)
})
