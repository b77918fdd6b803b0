import { protocolVersion } from '../../shared/sync/version.ts'

/** What the server said when it refused, by its code (`shared/errors.ts`); the message is for people. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }
}

/** That no answer came at all: the network's fault, not the request's. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('The server did not answer', { cause })
    this.name = 'NoAnswer'
  }
}

export type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  token?: string | null
  /** The lane that asks, where the server must know it. */
  deviceId?: string
  /** The page may be gone before the answer: the request goes out all the same. */
  keepalive?: boolean
  /** For commands: the same key again is the same command. */
  idempotencyKey?: string
}

const patience = 15_000

/**
 * Asks the API, and gives the parsed answer; null where there is none.
 *
 * @throws ApiError where the server refused, NoAnswer where it could not be reached
 */
export async function callApi(
  path: string,
  { method = 'GET', body, token, idempotencyKey, deviceId, keepalive = false }: Call = {},
): Promise<unknown> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    credentials: 'same-origin',
    keepalive,
    signal: AbortSignal.timeout(patience),
    headers: {
      'x-protocol': String(protocolVersion),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(deviceId ? { 'x-device-id': deviceId } : {}),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new NoAnswer(cause)
  })
  const text = await answer.text()
  const parsed: unknown = text === '' ? null : readJson(text)
  if (answer.ok) return parsed
  const { code, message } = errorOf(parsed)
  // A proxy's error page is no answer of ours.
  if (!code) throw new NoAnswer(new Error(`status ${answer.status}`))
  throw new ApiError(answer.status, code, message)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function errorOf(answer: unknown): { code: string | null; message: string } {
  const error = (answer as { error?: { code?: string; message?: string } } | null)?.error
  return { code: error?.code ?? null, message: error?.message ?? '' }
}
