import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, idsOf } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive } from './running.ts'

/** A running Postgres. */
export type Postmaster = {
  pid: number
  /** Settles when it has ended, wanted or not. */
  ended: Promise<void>
  /** Ends its sessions, writes a checkpoint and waits until it is gone. */
  stop(): Promise<void>
}

/** What it takes to start one. */
export type PostmasterOptions = {
  binaries: Binaries
  account: Account | undefined
  cluster: string
  port: number
  settings: Record<string, string>
  /** Where Postgres writes what it has to say. */
  logFile: string
}

/** The port was taken by someone else in the meantime. */
export class PortTaken extends Error {
  override name = 'PortTaken'
}

const LARGEST_LOG = 10_000_000
const OLD_MEMORY_PATIENCE_MS = 30_000

/**
 * Starts Postgres on a cluster and returns when it accepts connections; recovery after a crash is waited for.
 *
 * @throws PortTaken, or an error with Postgres' own last words
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const patience = Date.now() + OLD_MEMORY_PATIENCE_MS
  for (;;) {
    const outcome = await launch(options)
    if ('pid' in outcome) return outcome
    const said = outcome.lastWords
    if (/could not bind|could not create listen socket/.test(said)) throw new PortTaken(said)
    // After kill -9 of the postmaster its children need a moment to notice; until then they hold its memory.
    const heldByOldOnes = /pre-existing shared memory block/.test(said)
    if (!heldByOldOnes || Date.now() > patience) {
      throw new Error(`Postgres did not start. It said: ${said} (all of it: ${options.logFile})`)
    }
    await sleep(200)
  }
}

/**
 * Stops the Postgres that a killed process left behind on the cluster, and clears its pid file. Postgres itself would
 * be misled by a number that has gone to some other process, or that a dead one keeps because nobody reaped it.
 */
export async function stopOrphan(cluster: string, log: (message: string) => void): Promise<void> {
  const pid = pidOf(cluster)
  if (pid === undefined) return
  if (isAlive(pid)) {
    const isOurs = isPostmasterOf(pid, cluster)
    if (isOurs === undefined) return // not to be told here: Postgres refuses by itself if it is one
    if (isOurs) {
      log(`stopping the Postgres (process ${pid}) that an earlier run left behind`)
      await stopProcess(pid)
    }
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

async function launch(options: PostmasterOptions): Promise<Postmaster | { lastWords: string }> {
  const { binaries, account, cluster, port, settings, logFile } = options
  if (existsSync(logFile) && statSync(logFile).size > LARGEST_LOG) renameSync(logFile, `${logFile}.1`)
  // Straight into a file: a pipe would break with this process, and Postgres may outlive it.
  const output = openSync(logFile, 'a')
  const spoken = statSync(logFile).size
  const args = ['-D', cluster, '-p', String(port)]
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)
  const child = spawn(binaries.postgres, args, {
    cwd: '/',
    stdio: ['ignore', output, output],
    // A session of its own: Ctrl-C in a terminal reaches the whole group, and Postgres must end after the server.
    detached: true,
    ...idsOf(account),
  })
  closeSync(output)
  child.unref()
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  if (await becameReady(child, cluster)) {
    const pid = child.pid!
    const stop = async (): Promise<void> => {
      // Until now it kept nobody alive; who waits for its end must live to see it.
      child.ref()
      await stopProcess(pid)
      await ended
    }
    return { pid, ended, stop }
  }
  return { lastWords: readFileSync(logFile, 'utf8').slice(spoken).trim().split('\n').slice(-8).join(' | ') }
}

async function becameReady(child: ChildProcess, cluster: string): Promise<boolean> {
  let failed = false
  child.once('error', () => (failed = true))
  while (!failed && child.exitCode === null && child.signalCode === null) {
    const [pid, , , , , , , status] = pidFile(cluster)
    // The pid is compared as well, since a crashed predecessor's file says "ready" too.
    if (pid === String(child.pid) && status?.trim() === 'ready') return true
    await sleep(20)
  }
  return false
}

async function stopProcess(pid: number): Promise<void> {
  signal(pid, 'SIGINT') // "fast": ends sessions and writes a checkpoint
  for (let waited = 0; isAlive(pid); waited += 20) {
    // After half a minute "immediate": nothing is lost, the next start recovers from the write-ahead log.
    if (waited === 30_000) signal(pid, 'SIGQUIT')
    await sleep(20)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function pidOf(cluster: string): number | undefined {
  const pid = Number(pidFile(cluster)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Postgres works inside its cluster's folder, which tells it from a stranger with the same number. */
function isPostmasterOf(pid: number, cluster: string): boolean | undefined {
  if (existsSync('/proc/self/cwd')) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === cluster
    } catch {
      return false // it has ended, or belongs to a user whose processes are not for us to see
    }
  }
  const asked = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.includes(`-D ${cluster}`) : undefined
}
