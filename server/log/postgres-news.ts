import { CompiledQuery } from 'kysely'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Schema } from '../database/schema.ts'
import type { Metrics } from '../metrics.ts'
import { isSameLog } from '../../shared/sync/log-name.ts'
import { renewEpochIfRestored, renewEpochOf } from './epoch.ts'
import { openListenConnection } from './listen-connection.ts'
import { readAccess, readHeadNews, writeAccess, writeHeadNews } from './news-payload.ts'
import type { Heads, News } from './news.ts'

export type NewsOptions = {
  /** Connection string of the owner of the database that `nobody` reaches: who listens is one more there. */
  url: string
  nobody: Kysely<Schema>
  logger: Logger
  metrics: Metrics
  /** Milliseconds that moved logs are gathered before one NOTIFY tells of all of them. */
  gatherMs?: number
  /** Milliseconds between two looks at the heads of the watched tenants. */
  pollMs?: number
}

const HEADS = 'omnisync_heads'
const ACCESS = 'omnisync_access'

/**
 * News between the nodes of one Postgres. Heads are read and told after the commit, on a connection of their own, so
 * that news is never ahead of the rows (S2) and no writing transaction ever holds the lock that NOTIFY takes (S3).
 */
export async function openNews(options: NewsOptions): Promise<News> {
  const { nobody, logger, metrics, gatherMs = 15, pollMs = 1_000 } = options
  const headListeners = new Set<(heads: Heads) => void>()
  const accessListeners = new Set<(tenantId: string, subjectId: string) => void>()
  const gapListeners = new Set<() => void>()
  const watched = new Map<string, number>()
  const told = new Map<string, { epoch: string; head: number }>()
  const moved = new Set<string>()
  let closed = false
  /** The connection was lost: what it is connected to now may be a replica that lacks commits. */
  let isStrange = false

  const tell = <Args extends unknown[]>(listeners: Set<(...args: Args) => void>, ...args: Args): void => {
    for (const listener of listeners) {
      try {
        listener(...args)
      } catch (error) {
        logger.error({ err: error }, 'a listener to the news failed')
      }
    }
  }

  /** News comes by several ways, and more than once; only what is newer than the last is told on. */
  const tellHeads = (all: readonly Heads[], from: 'here' | 'notify' | 'poll'): void => {
    for (const heads of all) {
      const last = told.get(heads.tenantId)
      if (last && last.epoch === heads.epoch && heads.head <= last.head) continue
      told.set(heads.tenantId, { epoch: heads.epoch, head: heads.head })
      metrics.newsHeads.inc({ from })
      tell(headListeners, heads)
    }
  }

  const connection = await openListenConnection({
    url: options.url,
    channels: [HEADS, ACCESS],
    logger,
    onNotification(channel, payload) {
      try {
        if (channel === HEADS) return tellHeads(readHeadNews(payload), 'notify')
        const { tenantId, subjectId } = readAccess(payload)
        tell(accessListeners, tenantId, subjectId)
      } catch (error) {
        logger.warn({ err: error, channel }, 'news that is not ours')
      }
    },
    onAgain() {
      isStrange = true
      tell(gapListeners)
      void poll()
    },
  })

  /** On the connection that listens, which no settling keeps waiting; on the pool while it does not stand. */
  const run = async <Row extends Record<string, unknown>>(
    text: string,
    values: unknown[],
  ): Promise<Row[]> => {
    if (connection.isListening()) return connection.query<Row>(text, values)
    return (await nobody.executeQuery(CompiledQuery.raw(text, values) as CompiledQuery<Row>)).rows
  }

  /** Heads as they are now; where a log went backwards it has its new epoch first (E1). */
  const freshHeads = async (tenantIds: readonly string[]): Promise<Heads[]> => {
    // What is told while they are read may be newer than they are.
    const known = tenantIds.flatMap((tenantId) => ({
      tenantId,
      ...(told.get(tenantId) ?? { epoch: '', head: 0 }),
    }))
    const heads = await readHeads(tenantIds)
    const lost = known.filter((one) =>
      heads.some(
        (now) => now.tenantId === one.tenantId && isSameLog(now.epoch, one.epoch) && now.head < one.head,
      ),
    )
    if (lost.length === 0) return heads
    logger.warn(
      { lost },
      'the database lacks commits that were there: every device will compare and send again',
    )
    await renewEpochIfRestored(options.url)
    for (const one of lost) await renewEpochOf(options.url, one)
    return readHeads(tenantIds)
  }

  const readHeads = async (tenantIds: readonly string[]): Promise<Heads[]> => {
    const rows = await run<HeadRow>('select tenant_id, epoch, head, collections from heads_of($1::uuid[])', [
      tenantIds,
    ])
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      epoch: row.epoch,
      head: Number(row.head),
      collections: row.collections,
    }))
  }

  const notify = (channel: string, payloads: readonly string[]): Promise<unknown> =>
    run('select pg_notify($1, payload) from unnest($2::text[]) payload', [channel, payloads])

  const spread = async (): Promise<void> => {
    const tenantIds = [...moved]
    moved.clear()
    const heads = await freshHeads(tenantIds)
    tellHeads(heads, 'here')
    await notify(HEADS, writeHeadNews(heads))
  }

  let gathering: NodeJS.Timeout | undefined
  let spreading: Promise<void> | null = null
  const gather = (): void => {
    if (gathering || spreading || closed) return
    const since = performance.now()
    gathering = setTimeout(() => {
      gathering = undefined
      spreading = spread()
        .then(() => metrics.newsSeconds.observe((performance.now() - since) / 1000))
        // Every node looks for itself once a second: what could not be told now is found then.
        .catch((error: unknown) => logger.warn({ err: error }, 'news not told'))
        .finally(() => {
          spreading = null
          if (moved.size > 0) gather()
        })
    }, gatherMs)
  }

  let polling = false
  const poll = async (): Promise<void> => {
    if (polling || closed || (watched.size === 0 && !isStrange)) return
    polling = true
    try {
      if (isStrange) {
        if (await renewEpochIfRestored(options.url)) logger.warn('the database was restored')
        isStrange = false
      }
      tellHeads(await freshHeads([...watched.keys()]), 'poll')
    } catch (error) {
      logger.debug({ err: error }, 'heads not read')
    } finally {
      polling = false
    }
  }
  const pollTimer = setInterval(() => void poll(), pollMs)
  pollTimer.unref()

  return {
    logMoved(tenantId) {
      moved.add(tenantId)
      gather()
    },
    async accessChanged(tenantId, subjectId) {
      tell(accessListeners, tenantId, subjectId)
      try {
        await notify(ACCESS, [writeAccess(tenantId, subjectId)])
      } catch (error) {
        // The change itself is committed: other nodes find it when they next look it up.
        logger.error({ err: error, tenantId, subjectId }, 'change of access not told')
      }
    },
    onHeads: (listener) => join(headListeners, listener),
    onAccess: (listener) => join(accessListeners, listener),
    onGap: (listener) => join(gapListeners, listener),
    watch(tenantId) {
      watched.set(tenantId, (watched.get(tenantId) ?? 0) + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const others = (watched.get(tenantId) ?? 1) - 1
        if (others > 0) watched.set(tenantId, others)
        else watched.delete(tenantId)
      }
    },
    isListening: connection.isListening,
    async close() {
      closed = true
      clearInterval(pollTimer)
      if (gathering) {
        clearTimeout(gathering)
        await spread().catch(() => {})
      }
      await spreading
      await connection.close()
    },
  }
}

type HeadRow = {
  tenant_id: string
  epoch: string
  head: string | number
  collections: Record<string, number>
}

function join<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
