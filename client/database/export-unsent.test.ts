import { expect, test } from 'vitest'
import { exportUnsent } from './export-unsent.ts'
import { openExport } from './open-export.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const outbox = {
  tenantId: id(1),
  deviceId: id(2),
  branchId: id(3),
  lane: 'DT-L1',
  savedAt: '2026-01-01T00:00:00.000Z',
  documents: [
    { collection: 'orders' as const, document: { id: 'a', seq: 0, _deleted: false, note: 'Шапка × 2' } },
  ],
}

test('[C8] an exported queue opens with its passphrase and no other, and shows nothing without', async () => {
  const file = await exportUnsent(outbox, 'correct horse')
  expect(await file.text()).not.toContain('orders')
  expect(await openExport(file, 'correct horse')).toEqual({ kind: 'opened', outbox })
  expect(await openExport(file, 'wrong horse')).toEqual({ kind: 'wrong-passphrase' })
})

test('[C8] a file that is none of ours, or was cut or changed, is told from a wrong passphrase', async () => {
  const text = await (await exportUnsent(outbox, 'correct horse')).text()
  const opened = async (changed: string) => (await openExport(new Blob([changed]), 'correct horse')).kind
  expect(await opened('nonsense')).toBe('not-ours')
  expect(await opened('{"format":"another"}')).toBe('not-ours')
  expect(await opened(text.slice(0, -20))).toBe('damaged')
  const at = text.indexOf('"data":"') + 20
  const other = text[at] === 'A' ? 'B' : 'A'
  expect(await opened(text.slice(0, at) + other + text.slice(at + 1))).toBe('damaged')
  expect(await opened(text.replace('"iterations":600000', '"iterations":999999999'))).toBe('damaged')
  expect(await opened(text.replace('"version":2', '"version":9'))).toBe('damaged')
})

test('a short passphrase is refused', async () => {
  await expect(exportUnsent(outbox, 'short')).rejects.toThrow(RangeError)
})
