import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { call } from './post.ts'

export type ServerProcess = { url: string; pid: number; stop(): Promise<void> }

export const SECRET = 'the benchmarks need a secret of this length'
const PATIENCE_MS = 30_000

/** Starts `server/main.ts` as a process of its own on a database that is there, and waits until it is ready. */
export async function startServerProcess(
  databaseUrl: string,
  dataDir: string,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const port = await freePort()
  const more = process.env['BENCH_SERVER_FLAGS']?.split(' ') ?? []
  const child = spawn(
    process.execPath,
    [...flags, ...more, join(import.meta.dirname, '../../server/main.ts')],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        OMNISYNC_SECRET: SECRET,
        OMNISYNC_DATA_DIR: dataDir,
        OMNISYNC_SECURE_COOKIES: '0',
        OMNISYNC_LOG_LEVEL: 'warn',
        // Nobody is measured beside a backup.
        OMNISYNC_BACKUP_AT: 'never',
        HOST: '127.0.0.1',
        PORT: String(port),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await call(`${url}/readyz`, {}).catch(() => null)
    if (answer?.status === 200) break
    if (child.exitCode !== null || Date.now() > until) throw new Error('the server did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
