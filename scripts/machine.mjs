// Plain JavaScript without dependencies: it runs before anything is installed, on whatever Node (20 or newer) there is.
import { spawn, spawnSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whenOrphaned } from './orphaned.mjs'

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules/.bin')
/** The Node that the project is pinned to, once it is installed. */
export const pinnedNode = join(bin, process.platform === 'win32' ? 'node.exe' : 'node')

/** @param {string} line */
export function say(line) {
  console.log(`> ${line}`)
}

/** Ends with a sentence instead of a stack: what went wrong and what to do.
 * @param {string} line
 * @returns {never} */
export function giveUp(line) {
  console.error(`> ${line}`)
  process.exit(1)
}

/** The environment in which `node` means the pinned one, and tools are found by name. */
export function pinnedEnv() {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` }
}

/** The environment as it was before npm put the project's own tools in front: npm must not run on the Node it replaces. */
export function bareEnv() {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((part) => !part.endsWith('node_modules/.bin'))
  return { ...process.env, PATH: path.join(delimiter) }
}

/**
 * Runs a tool of the project, or `node` itself, under the pinned Node, with this terminal.
 * @param {string} tool
 * @param {string[]} args
 * @param {Record<string, string>} [more] environment
 * @param {'ignore' | 'inherit'} [input] whether it may read what is typed here
 * @returns {Promise<number>} its exit code; 128 and more for a signal
 */
export function run(tool, args, more = {}, input = 'ignore') {
  const child = spawn(join(bin, tool), args, {
    cwd: root,
    env: { ...pinnedEnv(), ...more },
    stdio: [input, 'inherit', 'inherit'],
  })
  const release = passSignalsTo(child)
  return endOf(child).finally(release)
}

/**
 * Runs a tool of the project quietly.
 * @param {string} tool
 * @param {string[]} args
 * @returns {{ ok: boolean, output: string }}
 */
export function capture(tool, args) {
  const done = spawnSync(join(bin, tool), args, {
    cwd: root,
    env: pinnedEnv(),
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return {
    ok: done.status === 0,
    output: `${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`,
  }
}

/** @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} */
export function endOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)),
    )
  })
}

/**
 * Hands on the signals that this process receives and stays until the child has ended.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops doing so
 */
export function passSignalsTo(child) {
  // Ctrl-C in a terminal reaches the child by itself; handing it on would make it two.
  const interrupt = () => void (process.stdin.isTTY || child.kill('SIGINT'))
  const terminate = () => void child.kill('SIGTERM')
  const hangUp = () => void child.kill('SIGHUP')
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', hangUp)
  const stopWatching = whenOrphaned(terminate)
  return () => {
    stopWatching()
    process.off('SIGINT', interrupt).off('SIGTERM', terminate).off('SIGHUP', hangUp)
  }
}
