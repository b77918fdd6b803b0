import { totalmem } from 'node:os'

const LEAST_MB = 128
const MOST_MB = 512

/**
 * How much memory Postgres keeps pages in, as its setting says it: an eighth of what there is, and never so much that
 * a till's own machine would miss it. By its own choice it takes 128 MB, and a search through a million orders then
 * reads every page anew.
 *
 * @param bytes of memory that this process may use
 */
export function sharedBuffers(bytes: number = memory()): string {
  return `${Math.floor(Math.min(MOST_MB, Math.max(LEAST_MB, bytes / 8 / 1024 ** 2)))}MB`
}

/** What the machine has, or less where a container is given less. */
function memory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity)
}
