import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { protocolVersion } from '../shared/sync/version.ts'
import { appVersion } from '../shared/version.ts'

/** What a process counts, for Prometheus (`GET /metrics`). Features add their own to `registry`. */
export type Metrics = {
  registry: Registry
  /** Seconds from request to answer, by route, method and status class. */
  httpSeconds: Histogram<'method' | 'route' | 'status'>
  databaseConnections: Gauge<'state'>
  /** Sockets of lanes and desks that this node tells. */
  sockets: Gauge
  /** Seconds that a batch of pushed documents takes to be settled, its transaction's repeats included. */
  settleSeconds: Histogram<'collection'>
  /** Pushed documents by what became of them: accepted, conflict, refused, unsettled, or just done. */
  settledDocuments: Counter<'collection' | 'outcome'>
  /** Documents handed out by pull. */
  pulledDocuments: Counter<'collection'>
  /** Pages handed out (`anywhere`), and pages read for that (`database`): the cache spares the difference. */
  pulledPages: Counter<'from'>
  newsListening: Gauge
  /** Documents that were refused for the first time, by why (U5); `document/id-reused` is an alarm (U3). */
  deadLetters: Counter<'code'>
  /** Rows that devices found different from ours and repaired (C5): anything but 0 is worth a look. */
  healedRows: Counter
  /** Heads told to this node's listeners, by where they came from. */
  newsHeads: Counter<'from'>
  /** Seconds from `logMoved` to the NOTIFY being accepted. */
  newsSeconds: Histogram
  /** Weekly summaries by who wrote them: a model, or plainly from the figures. */
  summaries: Counter<'how'>
  /** Mails by how handing them over went; anything but `sent` is worth a look. */
  mails: Counter<'outcome'>
  /** Messages about low stock, by way and by how handing them over went. */
  notices: Counter<'channel' | 'outcome'>
  /** What the bot was told, by what came of it. */
  botUpdates: Counter<'outcome'>
  /** 1 while this node, whose turn it is to hear Telegram, tries in vain. */
  botUnreached: Gauge
}

/** A registry of its own: two nodes in one test process must not count together. */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  // Watches the event loop and the collector, which tests have no use for.
  if (options.process) collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'omnisync_build_info',
    help: 'Always 1; its labels say what runs',
    labelNames: ['version', 'protocol'],
    registers,
  }).set({ version: appVersion, protocol: String(protocolVersion) }, 1)
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
    sockets: new Gauge({
      name: 'omnisync_sockets',
      help: 'Sockets that listen for news at this node',
      registers,
    }),
    settleSeconds: new Histogram({
      name: 'omnisync_settle_seconds',
      help: 'Seconds that a batch of pushed documents takes to be settled',
      labelNames: ['collection'],
      buckets: [0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    settledDocuments: new Counter({
      name: 'omnisync_settled_documents_total',
      help: 'Pushed documents by what became of them',
      labelNames: ['collection', 'outcome'],
      registers,
    }),
    pulledDocuments: new Counter({
      name: 'omnisync_pulled_documents_total',
      help: 'Documents handed out by pull',
      labelNames: ['collection'],
      registers,
    }),
    pulledPages: new Counter({
      name: 'omnisync_pulled_pages_total',
      help: 'Pages handed out by pull, and those of them that had to be read',
      labelNames: ['from'],
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
    summaries: new Counter({
      name: 'omnisync_summaries_total',
      help: 'Weekly summaries made',
      labelNames: ['how'],
      registers,
    }),
    mails: new Counter({
      name: 'omnisync_mails_total',
      help: 'Mails handed to the mail server',
      labelNames: ['outcome'],
      registers,
    }),
    newsSeconds: new Histogram({
      name: 'omnisync_news_seconds',
      help: 'Seconds from a moved log to its NOTIFY',
      buckets: [0.02, 0.025, 0.03, 0.05, 0.1, 0.3, 1],
      registers,
    }),
    notices: new Counter({
      name: 'omnisync_notices_total',
      help: 'Messages about low stock handed over, by way and outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    botUpdates: new Counter({
      name: 'omnisync_telegram_updates_total',
      help: 'What the Telegram bot was told, by what came of it',
      labelNames: ['outcome'],
      registers,
    }),
    botUnreached: new Gauge({
      name: 'omnisync_telegram_unreached',
      help: '1 while this node, whose turn it is to hear Telegram, tries in vain',
      registers,
    }),
  }
}
