import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** What a process counts, for Prometheus (`GET /metrics`). Features add their own to `registry`. */
export type Metrics = {
  registry: Registry
  /** Seconds from request to answer, by route, method and status class. */
  httpSeconds: Histogram<'method' | 'route' | 'status'>
  databaseConnections: Gauge<'state'>
  newsListening: Gauge
  /** Documents that were refused for the first time, by why (U5); `document/id-reused` is an alarm (U3). */
  deadLetters: Counter<'code'>
  /** Rows that devices found different from ours and repaired (C5): anything but 0 is worth a look. */
  healedRows: Counter
  /** Heads told to this node's listeners, by where they came from. */
  newsHeads: Counter<'from'>
  /** Seconds from `logMoved` to the NOTIFY being accepted. */
  newsSeconds: Histogram
}

/** A registry of its own: two nodes in one test process must not count together. */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  // Watches the event loop and the collector, which tests have no use for.
  if (options.process) collectDefaultMetrics({ register: registry })
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'omnisync_http_seconds',
      help: 'Seconds from request to answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    databaseConnections: new Gauge({
      name: 'omnisync_database_connections',
      help: 'Connections to Postgres in use, idle and waited for',
      labelNames: ['state'],
      registers,
    }),
    newsListening: new Gauge({
      name: 'omnisync_news_listening',
      help: '1 while this node hears the other nodes',
      registers,
    }),
    deadLetters: new Counter({
      name: 'omnisync_dead_letters_total',
      help: 'Documents refused and kept for support',
      labelNames: ['code'],
      registers,
    }),
    healedRows: new Counter({
      name: 'omnisync_healed_rows_total',
      help: 'Rows that devices found different by digest and repaired',
      registers,
    }),
    newsHeads: new Counter({
      name: 'omnisync_news_heads_total',
      help: 'Heads told to the listeners of this node',
      labelNames: ['from'],
      registers,
    }),
    newsSeconds: new Histogram({
      name: 'omnisync_news_seconds',
      help: 'Seconds from a moved log to its NOTIFY',
      buckets: [0.02, 0.025, 0.03, 0.05, 0.1, 0.3, 1],
      registers,
    }),
  }
}
