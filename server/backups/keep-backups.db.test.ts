import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testProduct, testSale } from '../testing/test-lane.ts'
import { drill } from './drill.ts'
import { folderStore } from './folder-store.ts'
import { keepBackups } from './keep-backups.ts'
import { backupKey } from './key.ts'
import { MANIFEST } from './manifest.ts'
import type { Backups } from './open-backups.ts'
import { findBackup } from './read-backup.ts'
import { asOwner } from './owner.ts'
import { restoreBackup } from './restore-backup.ts'
import { backupName } from './store.ts'
import type { Store } from './store.ts'

const { app, clock, database, deps, openShop } = await testBusiness()
const HOUR = 3_600_000
const folder = await mkdtemp(join(tmpdir(), 'omnisync-backups-'))
const store = folderStore(folder)
const key = backupKey('a key that only the tests know')
afterAll(() => rm(folder, { recursive: true, force: true }))
let shop: OpenShop
beforeEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  shop = await openShop()
  const { admin, till } = shop
  const product = await testProduct(admin, { [till.branchId]: 9 })
  await till.push('orders', [testSale(till, product, 2)])
})

const signal = new AbortController().signal
const keep = (changes: Partial<Backups> = {}, now = signal) =>
  keepBackups(deps, { url: database.url, store, key, at: 135, ...changes }, { signal: now })
const runs = () =>
  database.query<{
    kind: string
    state: string
    backup: string | null
    fault: { code: string; message: string }
  }>('select kind, state, backup, fault, figures from backup_runs order by asked_at, id')

test('the first backup and its drill are made at once, then each at its time, and never twice', async () => {
  await keep()
  expect(await runs()).toMatchObject([
    { kind: 'backup', state: 'done', backup: expect.stringMatching(/^20260105T0901/), fault: null },
    {
      kind: 'drill',
      state: 'done',
      figures: { checked: { orders: 1, seals: 1, levels: 1 } },
      fault: null,
    },
  ])
  await keep()
  expect(await runs()).toHaveLength(2)
  clock.advance(18 * HOUR)
  await Promise.all([keep(), keep(), keep()])
  expect((await runs()).map(({ kind }) => kind)).toEqual(['backup', 'drill', 'backup'])
  const names = await readdir(folder)
  expect(names).toEqual(await store.list())
  expect(names).toHaveLength(2)
})

test('a process that died in the middle leaves no backup; what is left is cleared away, and it is done again', async () => {
  const remains = backupName(new Date(clock.now() - HOUR), 'deadbeef')
  await store.write(remains, 'orders.00001.zst', Buffer.from('half of it'))
  await database.query(
    `insert into backup_runs (id, kind, state, asked_at, started_at) values (gen_random_uuid(), 'backup', 'running', now(), now())`,
  )
  await expect(findBackup(store, 'latest', key)).rejects.toThrow('no backup')
  await keep()
  expect(await store.list()).not.toContain(remains)
  expect((await runs()).map(({ state, fault }) => [state, fault?.code])).toEqual(
    expect.arrayContaining([
      ['failed', 'interrupted'],
      ['done', undefined],
    ]),
  )
})

test('a full disk fails clearly, leaves nothing that looks like a backup, and is tried again in an hour', async () => {
  let written = 0
  const full: Store = {
    ...store,
    write: async (...of) => {
      written += 1
      if (written > 3) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      return store.write(...of)
    },
  }
  await keep({ store: full })
  expect(await runs()).toMatchObject([{ state: 'failed', fault: { code: 'disk-full' } }])
  await expect(findBackup(store, 'latest', key)).rejects.toThrow('no backup')
  clock.advance(HOUR / 2)
  await keep()
  expect(await runs()).toHaveLength(1)
  clock.advance(HOUR / 2)
  await keep()
  expect((await runs()).filter(({ state }) => state === 'done')).toHaveLength(2)
})

test('a backup that is damaged, cut short, incomplete or of another key is refused before anything is written', async () => {
  await keep({ at: 135 })
  const name = (await store.list())[0] ?? ''
  const path = (file: string) => join(folder, name, file)
  const restore = async (with_ = key) =>
    restoreBackup({
      url: database.url,
      backup: await findBackup(store, name, with_),
      replace: true,
      say: () => {},
    })
  const orders = await readFile(path('orders.00001.zst'))
  const flipped = Buffer.from(orders)
  flipped[flipped.length - 20]! ^= 1
  await database.query(`update tenants set name = 'as it is'`)
  const cases: [string, () => Promise<unknown>][] = [
    ['bytes and should have', () => writeFile(path('orders.00001.zst'), orders.subarray(0, -1))],
    ['orders.00001.zst of the backup', () => writeFile(path('orders.00001.zst'), flipped)],
    ['is missing', () => rm(path('orders.00001.zst'))],
  ]
  for (const [said, damage] of cases) {
    await damage()
    await expect(restore(), said).rejects.toThrow(said)
    await writeFile(path('orders.00001.zst'), orders)
  }
  await expect(restore(backupKey('another key, as long as it'))).rejects.toThrow('another one')
  await expect(restore(null as never)).rejects.toThrow('OMNISYNC_BACKUP_KEY is not set')
  const manifest = await readFile(path(MANIFEST), 'utf8')
  await writeFile(path(MANIFEST), manifest.replace('"rows": 1,', '"rows": 2,'))
  await expect(restore()).rejects.toThrow('seal')
  await writeFile(path(MANIFEST), manifest.slice(0, -9))
  await expect(restore()).rejects.toThrow('cut short')
  expect(await database.query('select name from tenants')).toEqual([{ name: 'as it is' }])
  await writeFile(path(MANIFEST), manifest)
  await restore()
  expect(await database.query('select name from tenants')).not.toEqual([{ name: 'as it is' }])
})

test('with a key a backup that is not encrypted is refused, and latest is the newest that is', async () => {
  await keep({ key: null })
  const [open = ''] = await store.list()
  for (const name of [open, 'latest'])
    await expect(findBackup(store, name, key)).rejects.toMatchObject({
      code: 'wrong-key',
      message: expect.stringContaining('--unencrypted'),
    })
  expect((await findBackup(store, open, key, true)).manifest.name).toBe(open)
  // The week after, a key was set: the drill does not take the open one for good.
  clock.advance(8 * 24 * HOUR)
  await keep({ key })
  const [, sealed = ''] = await store.list()
  expect((await runs()).at(-1)).toMatchObject({ kind: 'drill', state: 'done', backup: sealed })
  // One that somebody put there since is passed over.
  const forged = backupName(new Date(clock.now() + HOUR), 'deadbeef')
  const manifest = JSON.parse(await readFile(join(folder, open, MANIFEST), 'utf8'))
  await store.write(forged, MANIFEST, Buffer.from(JSON.stringify({ ...manifest, name: forged })))
  expect(await findBackup(store, 'latest', key)).toMatchObject({
    manifest: { name: sealed },
    passedOver: [forged],
  })
  await store.remove(sealed)
  await expect(drill(deps, { url: database.url, store, key }, signal)).rejects.toThrow('not encrypted')
})

test('[O4] a drill finds books that do not hold together, says what, and drops what it made', async () => {
  await database.query(
    `set session_replication_role = replica; update stock_levels set on_hand = on_hand + 1; set session_replication_role = origin`,
  )
  await keep()
  expect(await runs()).toMatchObject([
    { kind: 'backup', state: 'done' },
    { kind: 'drill', state: 'failed', fault: { code: 'invariant', message: expect.stringContaining('O4') } },
  ])
  expect(await database.query(`select from pg_database where datname like 'omnisync_drill_%'`)).toEqual([])
})

test('[A1] an admin asks for a backup, once at a time; who asked is kept, and what came of it is on the status page', async () => {
  const { admin, till } = shop
  const ask = (key: string, who = admin) => who.post('/backups', {}, { 'idempotency-key': key })
  expect((await ask('of a till', till)).status).toBe(403)
  const before = await admin.get('/status')
  expect(before.body['facts'].backups).toMatchObject({ lastGood: null, lastDrill: null, current: null })
  expect(await ask('first')).toMatchObject({ status: 202, body: { asked: true } })
  expect(await ask('first')).toMatchObject({ status: 202, body: { asked: true } })
  expect(await ask('again')).toMatchObject({ status: 202, body: { asked: false } })
  const waiting = (await admin.get('/status')).body['facts'].backups
  expect(waiting.current).toMatchObject({ kind: 'backup', state: 'waiting' })
  await keep({ at: null })
  const { current, lastGood, lastDrill } = (await admin.get('/status')).body['facts'].backups
  expect([current, lastDrill]).toEqual([null, null])
  expect(lastGood).toMatchObject({ state: 'done', place: folder, figures: { tables: expect.any(Number) } })
  expect(lastGood.figures.bytes).toBeGreaterThan(1_000)
  const told = await database.query(`select actor_id from audit_log where action = 'backup.asked'`)
  expect(told).toEqual([{ actor_id: admin.userId }])
  const { body } = await app.inject('/metrics')
  expect(body).toContain(`omnisync_backup_last_success_timestamp_seconds ${clock.now() / 1_000}`)
  expect(body).toContain('omnisync_backup_failing 0')
})

test('[A1] an admin has the newest backup tried out though no drill is due, once at a time', async () => {
  const { admin, till } = shop
  await keep()
  const ask = (key: string, who = admin) => who.post('/backups/drills', {}, { 'idempotency-key': key })
  expect((await ask('of a till', till)).status).toBe(403)
  expect((await ask('first')).body).toEqual({ asked: true })
  expect((await ask('second')).body).toEqual({ asked: false })
  await keep({ at: null })
  expect((await runs()).map(({ kind, state }) => [kind, state])).toEqual([
    ['backup', 'done'],
    ['drill', 'done'],
    ['drill', 'done'],
  ])
  const told = await database.query(`select actor_id from audit_log where action = 'drill.asked'`)
  expect(told).toEqual([{ actor_id: admin.userId }])
})

test('during a drill a backup is asked for once, whoever asks again', async () => {
  await database.query(
    `insert into backup_runs (id, kind, state, asked_at, started_at) values (gen_random_uuid(), 'drill', 'running', now(), now())`,
  )
  const ask = async (key: string) => (await shop.admin.post('/backups', {}, { 'idempotency-key': key })).body
  expect([await ask('first'), await ask('second')]).toEqual([{ asked: true }, { asked: false }])
  expect((await runs()).filter(({ kind }) => kind === 'backup')).toHaveLength(1)
})

test('a drill that is stopped ends, and so does one that died: nothing of it is left, and it is owed at once', async () => {
  const scratch = () => database.query(`select from pg_database where datname like 'omnisync_drill_%'`)
  const stopping = new AbortController()
  // Stopped as the drill reads its first file: the backup itself reads none but manifests.
  const stopped: Store = {
    ...store,
    read: async (name, file) => {
      if (file !== MANIFEST) stopping.abort()
      return store.read(name, file)
    },
  }
  expect(await keep({ store: stopped }, stopping.signal)).toBe('again')
  expect(await runs()).toMatchObject([{ state: 'done' }, { kind: 'drill', fault: { code: 'interrupted' } }])
  expect(await scratch()).toEqual([])
  const [{ oid } = { oid: 0 }] = await database.query<{ oid: number }>(
    'select oid::integer as oid from pg_database where datname = current_database()',
  )
  await asOwner(database.url, (client) =>
    client.query(`create database omnisync_drill_${oid} template template0`),
  )
  await keep({ at: null })
  expect(await scratch(), 'dropped though no drill is owed').toEqual([])
  await keep()
  expect((await runs()).map(({ kind, state }) => [kind, state])).toEqual([
    ['backup', 'done'],
    ['drill', 'failed'],
    ['drill', 'done'],
  ])
})

test('a folder that may not be written is said as such', async () => {
  const closed = join(folder, 'a-file')
  await writeFile(closed, '')
  await chmod(closed, 0o400)
  await keep({ store: folderStore(closed) })
  expect(await runs()).toMatchObject([{ state: 'failed', fault: { code: 'store-refused' } }])
})
