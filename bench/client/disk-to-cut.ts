import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk whose power can be cut: after that it holds what had really been written to it, and nothing else. */
export type DiskToCut = {
  folder: string
  /** Puts all that was written so far where no cut reaches it. */
  settle(): void
  /** Cuts the power: from here on nothing reaches the disk, and what only the system's memory held is gone. */
  cut(): Promise<void>
  /**
   * Gives the power back. Whoever had files open there must have ended before.
   *
   * @returns whether something that was written and not flushed is really lost, as it must be
   */
  restart(): Promise<{ lostUnflushed: boolean }>
  remove(): Promise<void>
}

const MEGABYTES = 600
/**
 * For each line that it reads, writes a file that nobody flushes, and in the same moment cuts the power: by
 * `EXT4_IOC_SHUTDOWN` without flushing the journal, as tests of file systems do. Started beforehand, so that no time
 * passes between the word and the cut.
 */
const CUTTER = `
import fcntl, os, struct, sys
for line in sys.stdin:
    with open(sys.argv[1] + '/unflushed', 'w') as file: file.write('never flushed')
    folder = os.open(sys.argv[1], os.O_RDONLY)
    fcntl.ioctl(folder, 0x8004587d, struct.pack('I', 2))
    os.close(folder)
    print('cut', flush=True)`

/** An ext4 file system in a file. Null where this user or system cannot make one: it takes root, a loop device and python3. */
export async function diskToCut(): Promise<DiskToCut | null> {
  const home = mkdtempSync(join(tmpdir(), 'omnisync-bench-disk-'))
  const image = join(home, 'image')
  const folder = join(home, 'disk')
  const canary = join(folder, 'unflushed')
  const mount = () => run('mount', '-o', 'loop', image, folder)
  const cutter = spawn('python3', ['-c', CUTTER, folder], { stdio: ['pipe', 'pipe', 'ignore'] })
  // Where there is no python3, the question for it below says so.
  cutter.on('error', () => {})
  let isMounted = false
  async function remove(): Promise<void> {
    cutter.kill()
    if (isMounted) await unmounted(folder)
    rmSync(home, { recursive: true, force: true })
  }
  try {
    mkdirSync(folder)
    run('truncate', '-s', `${MEGABYTES}M`, image)
    run('mkfs.ext4', '-q', '-F', image)
    mount()
    isMounted = true
    run('python3', '-c', 'import fcntl')
  } catch {
    await remove()
    return null
  }
  return {
    folder,
    remove,
    settle: () => run('sync', '-f', folder),
    async cut() {
      const cut = once(cutter.stdout, 'data')
      cutter.stdin.write('cut\n')
      await cut
    },
    async restart() {
      await unmounted(folder)
      mount()
      const lostUnflushed = !existsSync(canary)
      rmSync(canary, { force: true })
      return { lostUnflushed }
    },
  }
}

/** Processes that were killed let go of their files a moment later. */
async function unmounted(folder: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      run('umount', folder)
      return
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: 'ignore' })
}
