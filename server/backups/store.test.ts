import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { s3Server } from '../testing/s3-server.ts'
import { folderStore } from './folder-store.ts'
import { MANIFEST } from './manifest.ts'
import { s3Store } from './s3-store.ts'
import type { Store } from './store.ts'

const folder = await mkdtemp(join(tmpdir(), 'omnisync-store-'))
const bucket = await s3Server()
const inBucket = (changes = {}) => s3Store({ ...bucket, url: `${bucket.url}/the shop/backups`, ...changes })
afterAll(async () => {
  await bucket.close()
  await rm(folder, { recursive: true, force: true })
})

const names = ['20260105T021500Z-00000001', '20260106T021500Z-00000002', '20260107T021500Z-00000003']

describe.each<[string, Store]>([
  ['a folder', folderStore(join(folder, 'backups'))],
  ['a bucket', inBucket()],
])('%s', (_name, store) => {
  beforeEach(async () => {
    for (const name of await store.list()) await store.remove(name)
  })

  test('gives back what was written, oldest first, and knows what is not there', async () => {
    expect(await store.list()).toEqual([])
    expect(await store.read(names[0]!, MANIFEST)).toBeNull()
    for (const name of names.toReversed()) await store.write(name, MANIFEST, Buffer.from(name))
    expect(await store.list()).toEqual(names)
    expect((await store.read(names[1]!, MANIFEST))?.toString()).toBe(names[1])
    await store.write(names[1]!, MANIFEST, Buffer.from('anew'))
    expect((await store.read(names[1]!, MANIFEST))?.toString()).toBe('anew')
  })

  test('holds files of a part’s size, and forgets a backup with all of them', async () => {
    const bytes = Buffer.alloc(16 * 1_048_576, 'part')
    for (let number = 1; number <= 9; number += 1)
      await store.write(names[0]!, `orders.0000${number}.zst`, number === 1 ? bytes : Buffer.from('x'))
    await store.write(names[1]!, MANIFEST, Buffer.from('{}'))
    expect((await store.read(names[0]!, 'orders.00001.zst'))?.equals(bytes)).toBe(true)
    await store.remove(names[0]!)
    expect(await store.list()).toEqual([names[1]])
    expect(await store.read(names[0]!, 'orders.00009.zst')).toBeNull()
  })
})

test('a folder looks at backups alone, and leaves nothing beside what it wrote', async () => {
  const store = folderStore(folder)
  await writeFile(join(folder, 'notes.txt'), 'not ours')
  await store.write(names[0]!, MANIFEST, Buffer.from('{}'))
  expect(await store.list()).toEqual([names[0]])
  expect(await readdir(join(folder, names[0]!))).toEqual([MANIFEST])
})

test('a bucket that refuses, is not there or cannot be reached is told apart; one that is busy is asked again', async () => {
  const list = (changes: object) => inBucket(changes).list()
  await expect(list({ secret: 'another' })).rejects.toMatchObject({
    code: 'store-refused',
    message: expect.stringContaining('SignatureDoesNotMatch'),
  })
  await expect(list({ url: bucket.url.replace('bucket', 'other') })).rejects.toMatchObject({
    code: 'store-refused',
  })
  await expect(list({ url: 'http://127.0.0.1:9/bucket' })).rejects.toMatchObject({
    code: 'store-unreachable',
  })
  bucket.failNext(2, 503)
  expect(await list({})).toBeInstanceOf(Array)
  bucket.failNext(1, 403)
  await expect(inBucket().write(names[0]!, MANIFEST, Buffer.from('{}'))).rejects.toMatchObject({
    code: 'store-refused',
  })
})
