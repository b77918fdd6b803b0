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
    // In a container whose first process reaps nobody, the dead keep their numbers.
    return fieldsOf(pid)[0] !== 'Z'
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function beginOf(pid: number): string {
  const ticks = fieldsOf(pid)[19]
  return ticks === undefined
    ? ''
    : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`
}

/** What Linux tells of a process, from its state on; nothing where it has ended or there is no /proc. */
function fieldsOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, in brackets, may hold blanks: fields are counted from behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
