import { chmodSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import type { EmbeddedPostgres } from '../database/embedded-postgres.ts'
import { migrate } from '../database/migrate.ts'
import { renewEpochIfRestored } from './epoch.ts'

const scratch = mkdtempSync(join(tmpdir(), 'omnisync-promoted-'))
chmodSync(scratch, 0o755) // open to the user who runs Postgres for root
let running: EmbeddedPostgres | undefined

async function start(): Promise<EmbeddedPostgres> {
  const settings = { fsync: 'off', max_connections: '20', shared_buffers: '16MB' }
  running = await startEmbeddedPostgres({ dataDir: join(scratch, 'data'), log: () => {}, settings })
  return running
}

afterEach(async () => {
  await running?.stop()
  rmSync(scratch, { recursive: true, force: true })
})

test('[E1] a replica that was promoted is told from the database before, as soon as it can be written to', async () => {
  const primary = await start()
  await migrate(primary.url)
  expect(await renewEpochIfRestored(primary.url)).toBe(false)
  await primary.stop()
  const [version] = globSync(join(scratch, 'data', '**', 'PG_VERSION')).toSorted(
    (a, b) => a.length - b.length,
  )
  const signal = join(dirname(version ?? ''), 'standby.signal')
  writeFileSync(signal, '')
  chmodSync(signal, 0o666)
  const replica = await start()
  // Nothing can be written yet; whoever asks is told so, and asks again.
  await expect(renewEpochIfRestored(replica.url)).rejects.toThrow('read-only')
  const client = new pg.Client({ connectionString: replica.url })
  await client.connect()
  await client.query('select pg_promote()')
  await client.end()
  expect(await renewEpochIfRestored(replica.url)).toBe(true)
  expect(await renewEpochIfRestored(replica.url)).toBe(false)
})
