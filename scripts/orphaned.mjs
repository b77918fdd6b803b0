import { readFileSync } from 'node:fs'

/**
 * Tells when whoever started this process is gone. npm runs scripts through a shell; a signal to npm kills that shell
 * and goes no further, and a kill -9 of npm leaves the shell waiting: either way nobody would hand us the signal.
 *
 * @param {() => void} tell
 * @returns {() => void} stops watching
 */
export function whenOrphaned(tell) {
  const before = starters()
  const timer = setInterval(() => {
    if (starters().join() === before.join()) return
    clearInterval(timer)
    tell()
  }, 250)
  timer.unref()
  return () => clearInterval(timer)
}

/** The process that started this one, and npm where that was npm's shell. */
function starters() {
  if (process.env['npm_lifecycle_event'] === undefined) return [] // started by hand: it may outlive its terminal
  const { name, parent } = lookUp(process.ppid)
  return /^(ba|da)?sh$/.test(name) ? [process.ppid, parent] : [process.ppid]
}

/** @param {number} pid */
function lookUp(pid) {
  try {
    const [, name = '', parent = ''] =
      /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return { name, parent: Number(parent) }
  } catch {
    return { name: '', parent: 0 } // no /proc on this system
  }
}
