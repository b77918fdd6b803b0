import { BehaviorSubject, type Observable } from 'rxjs'
import type { Answer, StopCode } from './answer.ts'
import { backoffMs, waitFor } from './backoff.ts'

export type LineState = {
  connection: 'online' | 'offline'
  since: number
  lastHeard: number | null
  retry: { attempt: number; nextAt: number; lastError: string } | null
  needsLogin: boolean
  tooOld: boolean
  stopped: StopCode | null
}

type LineParts = {
  now(): number
  random(): number
  /** Time runs this many times faster: tests do not wait for two minutes. */
  speed?: number
  /** Called once for each answer that names a foreign epoch (E2). */
  epochChanged(): void
  /** Called before everything that waits is tried at once. */
  waking(): void
}

export type Asking<T> = {
  signal: AbortSignal
  ask(signal: AbortSignal): Promise<Answer<T>>
  /** Hears of each failed try. */
  failed?(attempt: number, why: string): void
}

export type Refused = Extract<Answer<never>, { kind: 'refused' }>

/**
 * The connection that all collections share. Asks until there is an answer: again after a jittered pause where the
 * network or the server fails, after a login where the session ended, never where the device was stopped (C3).
 */
export type Line = {
  readonly state$: Observable<LineState>
  state(): LineState
  /** Rejects only when `signal` aborts. */
  ask<T>(asking: Asking<T>): Promise<{ kind: 'done'; value: T } | Refused>
  /** Tries at once whatever waits, for the network has come or gone. */
  wake(): void
  /** The same by a person's wish: what was stopped is asked once more, too. */
  tryNow(): void
  loggedIn(): void
  /** How often the way was opened, by a login or by a person's wish: see `isOfBefore`. */
  opened(): number
  /** What another channel learned: the stream is told of revocation and of logins too. */
  learned(answer: Answer<unknown>): void
}

/**
 * Whether an answer bars the way, and was asked for before the way was opened: it says nothing of now. A lane that was
 * just introduced, or whose person just signed in, would be stopped again by what was still on its way, and nothing
 * would open it.
 *
 * @param asked what `opened` was when it was asked for
 */
export function isOfBefore(line: Pick<Line, 'opened'>, answer: Answer<unknown>, asked: number): boolean {
  const bars = answer.kind === 'stopped' || answer.kind === 'login' || answer.kind === 'too-old'
  return bars && line.opened() !== asked
}

export function createLine(parts: LineParts): Line {
  const { now, random, speed = 1 } = parts
  const state$ = new BehaviorSubject<LineState>({
    // Believed until the first request says otherwise: a till that opens should not begin by alarming.
    connection: 'online',
    since: now(),
    lastHeard: null,
    retry: null,
    needsLogin: false,
    tooOld: false,
    stopped: null,
  })
  const sleepers = new Set<() => void>()
  let timesOpened = 0
  const opened = (): number => timesOpened
  const retries = new Map<object, NonNullable<LineState['retry']>>()

  function change(next: Partial<LineState>): void {
    const before = state$.value
    const since = next.connection && next.connection !== before.connection ? now() : before.since
    state$.next({ ...before, ...next, since })
  }

  function wakeAll(): void {
    parts.waking()
    for (const wake of sleepers) wake()
  }

  function onWake(wake: () => void): () => void {
    sleepers.add(wake)
    return () => sleepers.delete(wake)
  }

  /** The most stubborn failure is the one to show. */
  function noteRetry(asking: object, retry: LineState['retry']): void {
    if (retry) retries.set(asking, retry)
    else if (!retries.delete(asking)) return
    const worst = [...retries.values()].sort((a, b) => b.attempt - a.attempt)[0]
    change({ retry: worst ?? null })
  }

  function isBlocked(): boolean {
    const { needsLogin, tooOld, stopped } = state$.value
    return needsLogin || tooOld || stopped !== null
  }

  function heard(): void {
    const wasOffline = state$.value.connection === 'offline'
    change({ connection: 'online', lastHeard: now() })
    if (wasOffline) wakeAll()
  }

  function learned(answer: Answer<unknown>): void {
    switch (answer.kind) {
      case 'done':
      case 'refused':
        heard()
        break
      case 'later':
        if (answer.heard) change({ connection: 'online', lastHeard: now() })
        else change({ connection: 'offline' })
        break
      case 'login':
        change({ needsLogin: true })
        break
      case 'epoch':
        heard()
        parts.epochChanged()
        break
      case 'too-old':
        change({ connection: 'online', tooOld: true })
        break
      case 'stopped':
        change({ connection: 'online', stopped: answer.code })
        break
    }
  }

  async function untilAnswered<T>(asking: Asking<T>): Promise<{ kind: 'done'; value: T } | Refused> {
    const { signal, ask, failed } = asking
    for (let attempt = 0; ;) {
      signal.throwIfAborted()
      // Half an hour, as a net below the wake-ups: nothing here must sleep for ever.
      while (isBlocked()) await waitFor(1_800_000 / speed, signal, onWake)
      const asked = timesOpened
      const answer = await ask(signal)
      signal.throwIfAborted()
      if (isOfBefore({ opened }, answer, asked)) continue
      learned(answer)
      if (answer.kind === 'done') return answer
      // 403 and 404 may pass when an admin changes a role: the documents stay and are tried again, later and later.
      if (answer.kind === 'refused' && answer.status !== 403 && answer.status !== 404) return answer
      // Whoever hears of a new epoch is about to be aborted and replaced.
      if (answer.kind === 'epoch') await waitFor(60_000 / speed, signal)
      if (answer.kind !== 'later' && answer.kind !== 'refused') continue
      attempt += 1
      const why = answer.kind === 'later' ? answer.why : answer.code
      const ms = Math.max(backoffMs(attempt - 1, random), answer.kind === 'later' ? answer.afterMs : 0)
      failed?.(attempt, why)
      noteRetry(asking, { attempt, nextAt: now() + ms, lastError: why })
      await waitFor(ms / speed, signal, onWake)
    }
  }

  return {
    state$: state$.asObservable(),
    state: () => state$.value,
    opened,
    learned,
    async ask(asking) {
      try {
        return await untilAnswered(asking)
      } finally {
        noteRetry(asking, null)
      }
    },
    wake: wakeAll,
    tryNow() {
      timesOpened += 1
      // An admin may have given the device back, or the server an older one its word.
      change({ stopped: null, tooOld: false })
      wakeAll()
    },
    loggedIn() {
      timesOpened += 1
      change({ needsLogin: false, stopped: null })
      wakeAll()
    },
  }
}
