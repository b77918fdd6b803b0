import type { Checkpoint, PushRow } from '../../shared/sync/protocol.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { protocolVersion } from '../../shared/sync/version.ts'
import type { Tokens } from '../database/shop.ts'
import { readError, type Answer } from './answer.ts'
import { freshToken } from './fresh-token.ts'
import { readDigest, readPull, readPush } from './read-answers.ts'

export type ApiParts = {
  /** Without a slash at the end; `''` is the page's own origin. */
  server: string
  deviceId: string | null
  tokens: Tokens
  fetch: typeof fetch
  /** Milliseconds after which a request counts as lost (C3). */
  patienceMs: number
  now(): number
  random(): number
  /** How many times faster waiting passes; 1 outside tests. */
  speed?: number
}

/** The part of wire contract v1 that replicates. Each call is one try; what to do with its outcome, the line knows. */
export type Api = ReturnType<typeof createApi>

/** Gives the answer where it fits the contract, else null. */
type Reader<T> = (value: unknown) => T | null

export function createApi(parts: ApiParts) {
  const { next: refreshed, restMs, tryNow } = freshToken(parts)
  let aheadMs = 0

  /** One request. A refused token is refreshed once, together with all others that wait for it (C3). */
  async function request<T>(
    path: string,
    read: Reader<T>,
    signal: AbortSignal,
    body?: unknown,
  ): Promise<Answer<T>> {
    try {
      const token = parts.tokens.current() ?? (await refreshed())
      if (token === null) return { kind: 'login' }
      const first = await send(path, read, signal, token, body)
      if (first.kind !== 'login') return first
      const fresh = parts.tokens.current() === token ? await refreshed() : parts.tokens.current()
      return fresh === null ? { kind: 'login' } : await send(path, read, signal, fresh, body)
    } catch (error) {
      return { kind: 'later', heard: false, why: reasonOf(error), afterMs: restMs() }
    }
  }

  async function send<T>(
    path: string,
    read: Reader<T>,
    signal: AbortSignal,
    token: string,
    body: unknown,
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = {
      Authorization: `Bearer ${token}`,
      'X-Protocol': String(protocolVersion),
    }
    if (parts.deviceId) headers['X-Device-Id'] = parts.deviceId
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const answer = await parts.fetch(`${parts.server}/api/v1/replication/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(parts.patienceMs)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    noteClock(answer.headers.get('date'))
    if (!answer.ok) {
      return readError(
        answer.status,
        await answer.json().catch(() => null),
        answer.headers.get('retry-after'),
      )
    }
    const value = read(await answer.json())
    if (value !== null) return { kind: 'done', value }
    return { kind: 'later', heard: true, why: 'network/unreadable', afterMs: 0 }
  }

  function noteClock(date: string | null): void {
    const said = date ? Date.parse(date) : Number.NaN
    if (!Number.isNaN(said)) aheadMs = said - parts.now()
  }

  return {
    pull(name: CollectionName, from: Checkpoint | null, limit: number, signal: AbortSignal) {
      const asked = from === null ? 'seq=0' : nameOf(from)
      return request(`${name}/pull?${asked}&limit=${limit}`, readPull, signal)
    },
    /** `known`: how far the collection was pulled, under the log's name of then. */
    push(name: CollectionName, rows: readonly PushRow[], known: Checkpoint, signal: AbortSignal) {
      return request(`${name}/push?${nameOf(known)}`, readPush, signal, { rows })
    },
    digest(name: CollectionName, since: string | null, signal: AbortSignal) {
      const asked = since === null ? '' : `?since=${encodeURIComponent(since)}`
      return request(`${name}/digest${asked}`, readDigest, signal)
    },
    /** A token for the stream; null where a login is needed. */
    async token(): Promise<string | null> {
      return parts.tokens.current() ?? (await refreshed())
    },
    refreshed,
    /** Lets the next request refresh the token, however recently that failed. */
    tryNow,
    /** The server's clock as it was last told, milliseconds: a till's own may be a week off. */
    serverNow: () => parts.now() + aheadMs,
  }
}

function nameOf({ epoch, seq }: Checkpoint): string {
  return `seq=${seq}&epoch=${encodeURIComponent(epoch)}`
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'network/too-slow'
  // What `fetch` throws where no answer came; its words differ from browser to browser.
  if (error instanceof TypeError) return 'network/no-answer'
  return error instanceof Error ? error.message : String(error)
}
