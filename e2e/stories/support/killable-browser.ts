import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { appendFileSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { CHROMIUM, FLAGS, laneIn } from './lane.ts'
import type { Lane } from './lane.ts'
import type { Wire } from './wire.ts'

/** Bytes. */
const PAGE = 4_096

/** A browser with a profile on disk that can be killed with SIGKILL, all its processes at once, and opened again. */
export function killableBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'omnisync-profile-'))
  let child: ChildProcess | undefined
  let browser: Browser | undefined

  async function kill(): Promise<void> {
    const running = child
    child = undefined
    if (!running?.pid) return
    const gone = new Promise((done) => running.once('exit', done))
    // Its own group: the browser, its renderers, and what writes to disk.
    process.kill(-running.pid, 'SIGKILL')
    await gone
    await browser?.close().catch(() => {})
  }
  afterAll(async () => {
    await kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  return {
    kill,
    /**
     * As the profile is where the power fails: what Chromium brings to the disk some seconds late has not come, which is
     * localStorage and the cookies. After `kill`.
     */
    forgetWhatComesLate() {
      for (const late of ['Local Storage', 'Cookies', 'Cookies-journal', 'Network'])
        rmSync(join(profile, 'Default', late), { recursive: true, force: true })
    },
    /**
     * As a journaling file system may leave the browser's own log where the power fails: longer than what was flushed, by
     * zeros up to the end of a page (seen with ext4, where another file was flushed meanwhile). After `kill`.
     */
    leaveZerosBehindTheLog(): void {
      const logs = globSync('Default/WebStorage/*/IndexedDB/*/*.log', { cwd: profile })
      expect(logs.length).toBeGreaterThan(0)
      for (const log of logs) {
        const file = join(profile, log)
        appendFileSync(file, Buffer.alloc(PAGE - (statSync(file).size % PAGE)))
      }
    },
    async open(wire: Wire): Promise<Lane> {
      const portFile = join(profile, 'DevToolsActivePort')
      rmSync(portFile, { force: true })
      child = spawn(
        CHROMIUM,
        [
          ...FLAGS,
          '--headless=new',
          '--remote-debugging-port=0',
          `--user-data-dir=${profile}`,
          'about:blank',
        ],
        { detached: true, stdio: 'ignore' },
      )
      await expect.poll(() => portIn(portFile), { timeout: 30_000 }).toBeGreaterThan(0)
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${portIn(portFile)}`)
      return await laneIn(browser.contexts()[0]!, wire)
    },
  }
}

function portIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split('\n')[0])
  } catch {
    return 0 // not written yet
  }
}
