import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { capture, run, say } from './machine.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * Finds a Chromium for the stories, and gets one where there is none: the one named in CHROMIUM_PATH, the system's,
 * Playwright's own download, or Debian's package where this user may install one.
 * @returns {Promise<string | undefined>} its path, or undefined when every way failed; what to do was said
 */
export async function findChromium() {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (starts(named)) return named
    say(
      `CHROMIUM_PATH is ${named}, which does not start. Correct it, or unset it to let npm test look for itself.`,
    )
    return undefined
  }
  const found = systemChromium() ?? playwrightChromium()
  if (found !== undefined) return found

  say("Found no Chromium: trying Playwright's own download.")
  await run('playwright-core', ['install', 'chromium'])
  const downloaded = playwrightChromium()
  if (downloaded !== undefined) return downloaded

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say("That did not help: trying the system's package (apt-get install chromium).")
    aptGet('update', '-qq')
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium')
    const installed = systemChromium()
    if (installed !== undefined) return installed
  }
  say(
    'The stories need a Chromium. Install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.',
  )
  return undefined
}

/** @param {string[]} args */
function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env })
}

function systemChromium() {
  const folders = (process.env['PATH'] ?? '').split(':')
  const paths = NAMES.flatMap((name) => folders.map((folder) => `${folder}/${name}`))
  return [...paths, MAC].find((path) => existsSync(path) && starts(path))
}

function playwrightChromium() {
  const asked = capture('node', ['-p', "require('playwright-core').chromium.executablePath()"])
  const path = asked.output.trim()
  return asked.ok && existsSync(path) && starts(path) ? path : undefined
}

/** A browser can be there and lack a library, or be a note that asks for another package manager. @param {string} path */
function starts(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}
