/**
 * What became of a request. Everything but `done` says what to do next:
 * - `later`: nothing was heard, or the server cannot now; try again (`heard` is false where no answer came at all)
 * - `login`: the session has ended; keep everything and ask for a login (C3)
 * - `epoch`: the database was restored; start anew under its epoch (E2)
 * - `too-old`: reload the app (C9)
 * - `stopped`: this device may not send any more; keep everything and say so (A2)
 * - `refused`: the request itself is wrong; repeating it changes nothing
 */
export type Answer<T> =
  | { kind: 'done'; value: T }
  | { kind: 'later'; heard: boolean; why: string; afterMs: number }
  | { kind: 'login' }
  | { kind: 'epoch' }
  | { kind: 'too-old' }
  | { kind: 'stopped'; code: StopCode }
  | { kind: 'refused'; status: number; code: string; message: string }

export type StopCode = 'device/revoked' | 'device/unknown'

type ErrorBody = { error?: { code?: string; message?: string } }

/** What an error answer of the server means for a device that replicates. */
export function readError(
  status: number,
  body: unknown,
  retryAfter: string | null,
): Exclude<Answer<never>, { kind: 'done' }> {
  const { code = `http/${status}`, message = '' } = (body as ErrorBody | null)?.error ?? {}
  if (status === 401) return { kind: 'login' }
  if (status === 426) return { kind: 'too-old' }
  if (code === 'sync/epoch-changed') return { kind: 'epoch' }
  if (code === 'device/revoked' || code === 'device/unknown') return { kind: 'stopped', code }
  if (status >= 500 || status === 429 || status === 408) {
    const seconds = Number(retryAfter ?? 0)
    return { kind: 'later', heard: true, why: code, afterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 }
  }
  return { kind: 'refused', status, code, message }
}
