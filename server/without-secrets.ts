const HIDDEN = '(secret)'
/** Names of what may never reach a log, wherever in a logged object it lies. */
const SECRET =
  /^(authorization|proxy-authorization|cookie|set-cookie|pin|pass|auth|apikey|api_key|credentials)$|(password|passphrase|secret|token)$/i
const MOST_DEEP = 8

/** What an error of Postgres, of the network or of ours says beside its message that helps and is nobody's data. */
const KEPT_OF_ERRORS = [
  'code',
  'severity',
  'constraint',
  'table',
  'column',
  'routine',
  'syscall',
  'status',
  'statusCode',
]

/**
 * A logged value without its secrets: members by their names, errors down to what they say. An error may hold what it
 * was about, such as a connection with its keys or a row with its customer; of Postgres' `detail` that is all there is.
 */
export function withoutSecrets(value: unknown, deep = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (deep > MOST_DEEP) return '(deeper)'
  if (value instanceof Error) return toldOf(value, deep)
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, deep + 1))
  // Dates, URLs and buffers say themselves how they are written.
  if ('toJSON' in value) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      SECRET.test(name) ? HIDDEN : withoutSecrets(one, deep + 1),
    ]),
  )
}

function toldOf(error: Error, deep: number): Record<string, unknown> {
  const kept = Object.entries(error).filter(([name]) => KEPT_OF_ERRORS.includes(name))
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(kept),
    ...(error.cause === undefined ? {} : { cause: withoutSecrets(error.cause, deep + 1) }),
    ...(error instanceof AggregateError ? { errors: withoutSecrets(error.errors, deep + 1) } : {}),
  }
}

/** Secrets that are told by their look, in a message, an address or a stack. */
const LOOKS: readonly [RegExp, string][] = [
  // The user and password of an address: postgres://, smtps://, https://
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'\\]+@/gi, `$1${HIDDEN}@`],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${HIDDEN}`],
  // A signed token of ours.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, HIDDEN],
  // Shopify's, OpenAI's and the like, and a Telegram bot's, which stands in its address.
  [/\b(shp[a-z]{2}|sk)[_-][\w-]{16,}/g, HIDDEN],
  [/(?<!\d)\d{6,}:[\w-]{30,}/g, HIDDEN],
  [/\bargon2id?\$[^\s"]+/g, HIDDEN],
]

/** A written line without what looks like a secret, wherever it stands. */
export function withoutSecretsIn(line: string): string {
  return LOOKS.reduce((text, [look, instead]) => text.replace(look, instead), line)
}
