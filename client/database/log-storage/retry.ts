import { LogLostError } from './log-file.ts'

/** Waits before each further try, in milliseconds: a disk that is busy has two seconds and a half. */
export const PATIENCE: readonly number[] = [10, 50, 200, 700, 1500]

/**
 * Tries again what may succeed a moment later, and throws the last error when it does not: a write is never dropped in
 * silence (C1). A full disk, a lost log and one of a newer format do not get better by waiting.
 */
export async function patiently<T>(task: () => Promise<T>, waits: readonly number[]): Promise<T> {
  for (const wait of waits) {
    try {
      return await task()
    } catch (error) {
      if (isFinal(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return await task()
}

function isFinal(error: unknown): boolean {
  if (error instanceof LogLostError) return true
  const name = (error as { name?: string } | null)?.name
  return name === 'QuotaExceededError' || name === 'VersionError' || name === 'DataCloneError'
}
