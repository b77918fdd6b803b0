import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** What the servers of the stories sign their tokens with. */
export const STORIES_SECRET = 'a secret of the stories, long enough to sign with'

const ROOT = join(import.meta.dirname, '../../..')
const MAIN = join(ROOT, 'server/main.ts')

export type ServerProcess = {
  port: number
  /** What it has said since its last start. */
  said(): string
  /** SIGKILL: nothing is finished, nothing is told. Resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM: it leaves as it does when an operator replaces it. Resolves with its exit code. */
  stop(): Promise<number | null>
  /** SIGSTOP: it neither answers nor closes anything, until it is woken. */
  freeze(): void
  wake(): void
  /** Starts again on the same port, over the same database. */
  start(): Promise<void>
}

/**
 * A server process of a story's own; killed at the end of the file.
 *
 * @param databaseUrl a migrated database: where it is empty, the first start fills it with the demo shop
 * @param env settings beside and before those of the stories
 */
export async function serverProcess(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'omnisync-story-'))
  let child: ChildProcess | undefined
  let said = ''

  async function start(): Promise<void> {
    said = ''
    const started = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        // Sixty starts of one server compile it once.
        NODE_COMPILE_CACHE: join(ROOT, '.cache/compiled'),
        NODE_ENV: 'development',
        DATABASE_URL: databaseUrl,
        OMNISYNC_DATA_DIR: dataDir,
        OMNISYNC_SECRET: STORIES_SECRET,
        OMNISYNC_LOG_LEVEL: 'warn',
        // A story that tells of backups asks for one.
        OMNISYNC_BACKUP_AT: 'never',
        HOST: '127.0.0.1',
        PORT: String(port),
        ...env,
      },
    })
    child = started
    await new Promise<void>((ready, failed) => {
      const listen = (text: Buffer): void => {
        said += text.toString()
        if (said.includes('OmniSync is running')) ready()
      }
      started.stdout.on('data', listen)
      started.stderr.on('data', listen)
      started.once('exit', () => failed(new Error(`the server ended:\n${said}`)))
    })
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null) return running?.exitCode ?? null
    const gone = new Promise<number | null>((done) => running.once('exit', done))
    running.kill(signal)
    return gone
  }
  const kill = async (): Promise<void> => void (await end('SIGKILL'))

  afterAll(async () => {
    await kill()
    rmSync(dataDir, { recursive: true, force: true })
  })
  await start()
  return {
    port,
    said: () => said,
    kill,
    stop: () => end('SIGTERM'),
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    wake: () => void child?.kill('SIGCONT'),
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (typeof address !== 'object' || address === null) throw new Error('no port was given')
  return address.port
}
