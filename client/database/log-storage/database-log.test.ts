import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { SLACK } from './compact.ts'
import { openLog } from './database-log.ts'
import { logFile } from './log-file.ts'
import { newDisk } from './testing/disk.ts'
import { product } from './testing/products.ts'

it('[C1] a write that is on disk although it was reported as failed is neither written twice nor called a conflict', async () => {
  const { indexedDB } = newDisk()
  const file = logFile(indexedDB, 'shop', () => 'an id')
  let lies = 1
  const lying = {
    ...file,
    async append(...args: Parameters<typeof file.append>) {
      const outcome = await file.append(...args)
      if (lies-- > 0) throw new DOMException('The connection was closed', 'AbortError')
      return outcome
    },
  }
  const log = await openLog({
    database: 'shop',
    file: lying,
    waits: [0],
    slack: SLACK,
    writer: 'tab',
    report: () => {},
  })
  expect(await log.write('products', 'id', [{ document: product('apron', 1) }], '')).toEqual([])
  expect(await log.write('products', 'id', [{ document: product('belt', 1) }], '')).toEqual([])
  expect(await file.readAfter(0, 9)).toHaveLength(2)
  await log.close()
})
