import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { bytesOf, rowsOf } from '../../server/backups/manifest.ts'
import { folderStore } from '../../server/backups/folder-store.ts'
import { backupKey } from '../../server/backups/key.ts'
import { takeBackup } from '../../server/backups/take-backup.ts'
import { openOldShop } from '../archive/fill.ts'
import { median, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { World } from '../world/open-world.ts'

const ROUNDS = 3

/**
 * backup.copy: a backup of everything, compressed, encrypted and with checksums, beside COPY of the same tables to files
 * of the same disk, as it comes and synced at the end.
 */
export async function measureBackup(world: World, quick: boolean): Promise<Figure[]> {
  await openOldShop(world.owner, world.url, quick ? 30_000 : 300_000)
  const folder = mkdtempSync(join(tmpdir(), 'omnisync-bench-backup-'))
  const key = backupKey('a key of the benchmarks')
  const runs = { ours: [] as number[], raw: [] as number[] }
  let [bytes, rows, most] = [0, 0, 0]
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const store = folderStore(join(folder, `backup-${round}`))
      const raw = await timed(() => copyRaw(world.url, join(folder, `raw-${round}`)))
      const memory = watchMemory()
      const ours = await timed(async () => {
        const manifest = await takeBackup({ url: world.url, store, key, now: Date.now })
        bytes = bytesOf(manifest)
        rows = rowsOf(manifest)
      })
      most = Math.max(most, memory())
      rmSync(folder, { recursive: true, force: true })
      // The first round warms: code compiled, pages in memory.
      if (round === 0) continue
      runs.raw.push(raw)
      runs.ours.push(ours)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const [ours, raw] = [median(runs.ours), median(runs.raw)]
  return [
    {
      id: 'backup.copy',
      value: rounded(ours),
      unit: 's',
      baseline: rounded(raw),
      ratio: rounded(ours / raw),
      target: '≤ 2 ×',
      met: ours / raw <= 2,
      note: `${rows} rows, ${Math.round(bytes / 1_048_576)} MB compressed and encrypted; the process grew by ${most} MB at most`,
    },
  ]
}

/** Every table to a file of its own, in one snapshot. */
async function copyRaw(url: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin transaction isolation level repeatable read read only')
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  for (const { name } of rows) {
    const path = join(folder, name)
    await pipeline(client.query(copyTo(`copy ${name} to stdout`)), createWriteStream(path))
    const handle = await open(path, 'r')
    await handle.sync()
    await handle.close()
  }
  await client.query('commit')
  await client.end()
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1_000
}

/** Gives by how many megabytes the process has grown at most since. */
function watchMemory(): () => number {
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  return () => {
    clearInterval(timer)
    return Math.round((most - before) / 1_048_576)
  }
}
