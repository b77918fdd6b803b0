// npm run schema: writes migrations/schema.sql as the migrations make it.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { migrate } from '../database/migrate.ts'
import { describeSchema } from './describe-schema.ts'

const scratch = mkdtempSync(join(tmpdir(), 'omnisync-schema-'))
chmodSync(scratch, 0o755) // open to the user who runs Postgres for root
const postgres = await startEmbeddedPostgres({
  dataDir: join(scratch, 'data'),
  log: () => {},
  settings: { fsync: 'off' },
})
try {
  await migrate(postgres.url)
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const file = join(import.meta.dirname, '../../migrations/schema.sql')
  writeFileSync(file, await describeSchema(client))
  await client.end()
  process.stdout.write(`wrote ${file}\n`)
} finally {
  await postgres.stop()
  rmSync(scratch, { recursive: true, force: true })
}
