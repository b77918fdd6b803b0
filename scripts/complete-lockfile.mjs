// Not every registry carries every platform's builds. What it lacks npm leaves out of package-lock.json, and then
// `npm ci` refuses the file everywhere. This adds what is missing, as far as the names tell; run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, say } from './machine.mjs'

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} Locked */

/**
 * The optional packages that a lockfile's packages ask for and the lockfile does not have.
 * @param {Record<string, Locked>} packages
 * @returns {Record<string, Locked>} entries to add, by path; npm skips them where the platform is another
 */
export function missingOptionals(packages) {
  /** @type {Record<string, Locked>} */
  const missing = {}
  for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (placesSeenFrom(path, name).some((place) => place in packages)) continue
      missing[`node_modules/${name}`] = {
        version: version.replace(/^[\^~]/, ''),
        ...platformOf(name),
        ...(dev === true ? { dev } : {}),
        optional: true,
      }
    }
  }
  return missing
}

/** Where Node looks for a package, from the nearest folder to the root. @param {string} path @param {string} name */
function placesSeenFrom(path, name) {
  const parts = path.split('/node_modules/')
  const above = parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'))
  return [...above, ''].map((folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}`)
}

/** Read from a name as native packages are named: `binding-linux-x64-musl`. @param {string} name */
function platformOf(name) {
  if (name.endsWith('wasm32-wasi')) return { cpu: ['wasm32'] }
  const found = /(?:^|[-/])(android|darwin|freebsd|linux|openbsd|openharmony|win32)-(\w+)(?:-(\w+))?$/.exec(
    name,
  )
  if (found === null)
    throw new Error(`cannot tell the platform of ${name}; add it to package-lock.json by hand`)
  const [, os = '', cpu = '', abi = ''] = found
  const libc = abi === 'gnu' ? { libc: ['glibc'] } : abi === 'musl' ? { libc: ['musl'] } : {}
  return { os: [os], cpu: [cpu], ...(os === 'linux' ? libc : {}) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingOptionals(lock.packages)
  const all = Object.entries({ ...lock.packages, ...missing })
  lock.packages = Object.fromEntries(all.sort(([one], [other]) => one.localeCompare(other, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  say(`${Object.keys(missing).length} packages of other platforms added to package-lock.json`)
}
