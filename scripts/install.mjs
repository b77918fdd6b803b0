import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bareEnv, giveUp, pinnedNode, root, say } from './machine.mjs'

/** Installs the packages that the lockfile names, unless they are there. */
export function installWhereNeeded() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 20)
    giveUp(`OmniSync needs Node 20 or newer to start; this is ${process.version}. See https://nodejs.org`)

  const lockfile = readLock(join(root, 'package-lock.json'))
  const installed = readLock(join(root, 'node_modules/.package-lock.json'))
  const missing = lockfile === undefined ? [] : whatIsMissing(lockfile, installed ?? {})
  if (missing.length === 0 && existsSync(pinnedNode)) return

  say(
    installed === undefined
      ? 'Installing the packages (npm ci). The first time this takes a minute or two.'
      : `Installing the packages again (npm ci): ${missing.length > 0 ? `${missing[0]} and ${missing.length - 1} more differ from package-lock.json` : 'the pinned Node is missing'}.`,
  )
  // Vite and the tests are development packages; NODE_ENV=production would leave them out.
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    env: bareEnv(),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0)
    giveUp('npm ci failed; its own words are above. Most often the network or the registry is not reachable.')
  if (!existsSync(pinnedNode)) {
    giveUp(
      'npm ci left out the pinned Node, because install scripts are switched off. Run: npm rebuild node --ignore-scripts=false',
    )
  }
}

/**
 * The packages that the lockfile names and that are absent or of another version. Compared by content, since files'
 * times change with every checkout.
 *
 * @param {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} lockfile
 * @param {Record<string, { version?: string }>} installed
 */
export function whatIsMissing(lockfile, installed) {
  return Object.entries(lockfile)
    .filter(([path, wanted]) => {
      if (path === '') return false // the project itself
      const found = installed[path]
      // Optional ones are mostly other platforms' binaries.
      if (found === undefined) return wanted.optional !== true && wanted.devOptional !== true
      return found.version !== wanted.version
    })
    .map(([path]) => path.replace(/^node_modules\//, ''))
}

/** @param {string} file */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}
