import { readFileSync } from 'node:fs'

/** A process that can be told from a later one with the same number. */
export type Running = {
  pid: number
  /** When it began, as the system counts it; empty where the system does not tell. */
  since: string
}

/** This process. */
export function thisProcess(): Running {
  return { pid: process.pid, since: beginOf(process.pid) }
}

/** Whether the process lives on. A number that was given to a new process, as happens in containers, does not count. */
export function isRunning({ pid, since }: Running): boolean {
  return isAlive(pid) && (since === '' || since === beginOf(pid))
}

/** Whether any process has this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function beginOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, in brackets, may hold blanks: fields are counted from behind it.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${boot}/${ticks}`
  } catch {
    return '' // no /proc on this system
  }
}
