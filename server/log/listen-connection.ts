import pg from 'pg'
import type { Logger } from 'pino'

export type ListenConnection = {
  /** Whether notifications reach us now. */
  isListening(): boolean
  /** Runs a statement on this connection. @throws where it does not stand */
  query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export type ListenOptions = {
  url: string
  channels: readonly string[]
  logger: Logger
  onNotification: (channel: string, payload: string) => void
  /** Called when the connection stands again after it was lost. */
  onAgain: () => void
}

/** A connection that answers nothing for so long is taken for dead: its other end may be gone without a word. */
const QUERY_TIMEOUT_MS = 5_000
const LONGEST_PAUSE_MS = 5_000

/**
 * The one connection of a node that listens, opened again by itself for as long as it takes.
 *
 * @throws where the first attempt fails: a process without its database should say so at the start
 */
export async function openListenConnection(options: ListenOptions): Promise<ListenConnection> {
  const { logger } = options
  let client: pg.Client | null = null
  let closed = false
  let failures = 0
  let retry: NodeJS.Timeout | undefined

  const lose = (lost: pg.Client, error?: unknown): void => {
    if (client !== lost) return
    client = null
    if (closed) return
    logger.warn({ err: error }, 'news connection lost')
    schedule()
  }

  const connect = async (): Promise<void> => {
    const next = newClient(options.url)
    next.on('error', (error) => lose(next, error))
    next.on('end', () => lose(next))
    next.on('notification', ({ channel, payload }) => options.onNotification(channel, payload ?? ''))
    try {
      await next.connect()
      await next.query(options.channels.map((channel) => `listen ${channel}`).join('; '))
    } catch (error) {
      void next.end().catch(() => {})
      throw error
    }
    if (closed) void next.end().catch(() => {})
    else client = next
    failures = 0
  }

  const schedule = (): void => {
    // Not all nodes at the same moment, when Postgres comes back.
    const pause = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures) * (0.5 + Math.random() / 2)
    failures += 1
    retry = setTimeout(() => {
      connect().then(
        () => !closed && options.onAgain(),
        () => !closed && schedule(),
      )
    }, pause)
    retry.unref()
  }

  const send = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> => {
    const now = client
    if (!now) throw new Error('the news connection does not stand')
    try {
      return (await now.query<Row>(text, values)).rows
    } catch (error) {
      // Postgres answers a bad statement with a code; without one it is the connection that failed.
      if (!(error instanceof pg.DatabaseError)) {
        lose(now, error)
        void now.end().catch(() => {})
      }
      throw error
    }
  }

  let last: Promise<unknown> = Promise.resolve()
  await connect()
  return {
    isListening: () => client !== null,
    query<Row extends pg.QueryResultRow>(text: string, values: unknown[]) {
      // One after the other: the driver is about to stop queueing by itself.
      const answer = last.then(() => send<Row>(text, values))
      last = answer.catch(() => {})
      return answer
    },
    async close() {
      closed = true
      clearTimeout(retry)
      const open = client
      client = null
      await open?.end()
    },
  }
}

function newClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'omnisync news',
    // News does not outlive a crash of Postgres anyway, and need not wait for its disk.
    options: '-c role=omnisync_app -c synchronous_commit=off',
    keepAlive: true,
    connectionTimeoutMillis: QUERY_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  })
}
