import { expect, test } from 'vitest'
import { exportUnsent, openExport } from './export-unsent.ts'
import type { UnsentDocument } from './unsent.ts'

const queue: UnsentDocument[] = [
  { collection: 'orders', document: { id: 'a', seq: 0, _deleted: false, note: 'Шапка × 2' } },
]

test('[C8] an exported queue opens with its passphrase and no other, and shows nothing without', async () => {
  const file = await exportUnsent(queue, 'correct horse')
  expect(await file.text()).not.toContain('orders')
  expect(await openExport(file, 'correct horse')).toEqual(queue)
  expect(await openExport(file, 'wrong horse')).toBeNull()
  expect(await openExport(new Blob(['nonsense']), 'correct horse')).toBeNull()
})

test('a short passphrase is refused', async () => {
  await expect(exportUnsent(queue, 'short')).rejects.toThrow(RangeError)
})
