import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testProduct } from '../testing/test-lane.ts'
import { folderStore } from './folder-store.ts'
import { MANIFEST } from './manifest.ts'

const { database, openShop } = await testBusiness()
const empty = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'omnisync-backups-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number | null; said: string }

/** Runs a command as `npm run` does; `kill` looks at what it said so far and tells when to end it by -9. */
function run(name: 'backup' | 'restore', args: string[], kill: (said: string) => boolean = () => false) {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, OMNISYNC_BACKUP_DIR: folder },
  })
  let said = ''
  const look = setInterval(() => kill(said) && child.kill('SIGKILL'), 1)
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said += text.toString()
    })
  return new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      clearInterval(look)
      resolve({ code, said })
    })
  })
}

const names = () => database.query<{ name: string }>('select name from tenants')

test('a backup that is killed in the middle is none, and the next clears it away', async () => {
  const { admin, till } = await openShop()
  await testProduct(admin, { [till.branchId]: 3 })
  const store = folderStore(folder)
  const begun = async () => (await store.list())[0] ?? ''
  let half = ''
  const killed = await run('backup', [], () => {
    void begun().then((name) => (half = name))
    return half !== '' && existsSync(join(folder, half, 'audit_log.00001.zst'))
  })
  expect(killed.code).toBeNull()
  expect((await readdir(join(folder, half))).length).toBeGreaterThan(0)
  expect(existsSync(join(folder, half, MANIFEST))).toBe(false)
  expect(await run('restore', ['latest', '--replace'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no backup in'),
  })
  const next = await run('backup', [])
  expect(next).toMatchObject({ code: 0, said: expect.stringContaining('It lies open') })
  expect(await store.list()).toHaveLength(1)
  expect(await store.list()).not.toContain(half)
})

test('a restore that is killed in the middle has not happened; one that is not, has', async () => {
  const [before] = await names()
  await database.query(`update tenants set name = 'as it is'`)
  const served = await run('restore', ['latest', '--replace'])
  expect(served).toMatchObject({ code: 1, said: expect.stringContaining('Stop every server and worker') })
  expect(served.said).toMatch(/connections that are seen: \d+ from [\w.: ]+ \(omnisync/)
  const refused = await run('restore', ['latest', '--live'])
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('say --replace') })
  const killed = await run('restore', ['latest', '--replace', '--live'], (said) =>
    said.includes('Putting indexes'),
  )
  expect(killed.code).toBeNull()
  // The killed one's transaction ends as Postgres notices that nobody is there.
  await expect.poll(names).toEqual([{ name: 'as it is' }])
  expect(await run('restore', ['latest', '--into', empty.url])).toMatchObject({ code: 0 })
  expect(await empty.query('select name from tenants')).toEqual([before])
  expect(await names()).toEqual([{ name: 'as it is' }])
  const [name = ''] = await folderStore(folder).list()
  expect(await run('restore', [join(folder, name), '--replace', '--live'])).toMatchObject({
    code: 0,
    said: expect.stringContaining('send again what this backup lacks'),
  })
  expect(await names()).toEqual([before])
  expect(await database.query(`select kind, state from backup_runs order by kind`)).toEqual([
    { kind: 'backup', state: 'done' },
    { kind: 'restore', state: 'done' },
  ])
})

test('a backup whose folder was renamed is told from none, with the name that it needs', async () => {
  const [name = ''] = await folderStore(folder).list()
  const told = {
    code: 1,
    said: expect.stringContaining(`is the backup ${name} under another name`),
  }
  for (const other of ['before the sale', '20200105T021500Z-cafe0123']) {
    await rename(join(folder, name), join(folder, other))
    expect(await run('restore', [join(folder, other), '--into', empty.url])).toMatchObject(told)
    expect(await run('restore', ['latest', '--into', empty.url])).toMatchObject(
      other.includes(' ')
        ? { code: 1, said: expect.stringContaining('One whose folder was renamed is not looked at') }
        : told,
    )
    await rename(join(folder, other), join(folder, name))
  }
})

test('a command that makes no sense is told what would', async () => {
  for (const [args, told] of [
    [[], 'Which backup'],
    [['latest', 'oldest'], 'One backup at a time'],
    [['nowhere'], 'is no backup'],
    [['latest', '--into', 'mysql://shop'], '--into: should look like'],
    [['https://s3.example.com/bucket/20260105T021500Z-cafe0123'], 'OMNISYNC_BACKUP_S3_URL'],
  ] as const) {
    expect(await run('restore', [...args])).toMatchObject({ code: 1, said: expect.stringContaining(told) })
  }
})
