import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, say } from './machine.mjs'

const STAMP = join(root, 'dist/client.hash')

/**
 * Builds the browser client into dist/client, unless what is there was built from these very sources.
 * @returns {Promise<boolean>} false where the build failed
 */
export async function buildClientWhereNeeded() {
  const sources = hashOfSources()
  const built =
    existsSync(STAMP) && existsSync(join(root, 'dist/client/index.html')) ? readFileSync(STAMP, 'utf8') : ''
  if (built === sources) return true
  say(
    built === ''
      ? 'Building the client (vite build).'
      : 'Building the client again: its sources have changed.',
  )
  rmSync(STAMP, { force: true }) // a build that breaks off must not pass for a good one
  const code = await run('vite', ['build', '--logLevel', 'warn'])
  if (code !== 0) return false
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(STAMP, sources)
  return true
}

/** By content, not by time: a checkout touches files without changing them. */
function hashOfSources() {
  const hash = createHash('sha256')
  for (const start of ['client', 'shared', 'vite.config.ts', 'package-lock.json']) {
    for (const file of filesUnder(start)) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/** @param {string} path
 * @returns {string[]} */
function filesUnder(path) {
  const whole = join(root, path)
  if (!existsSync(whole)) return []
  if (path.includes('.')) return [path]
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
