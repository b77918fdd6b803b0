import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { migrate } from '../../server/database/migrate.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded-postgres.ts'
import type { EmbeddedPostgres } from '../../server/database/embedded-postgres.ts'
import type { TestDatabase } from '../../server/testing/test-database.ts'

/**
 * A migrated Postgres of a test file's own, with fsync, as a shop's: what is killed here must find all that it
 * promised. Stopped at the end of the file.
 */
export async function chaosDatabase(): Promise<TestDatabase & { postgres: EmbeddedPostgres }> {
  const folder = mkdtempSync(join(tmpdir(), 'omnisync-chaos-'))
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => {} })
  await migrate(postgres.url)
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => {})
  afterAll(async () => {
    await pool.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    postgres,
    url: postgres.url,
    empty: () => Promise.reject(new Error('each round has a business of its own')),
    query: async (sql, values = []) => (await pool.query({ text: sql, values })).rows,
  }
}
