import { AsyncLocalStorage } from 'node:async_hooks'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import type { Context, Span } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { appVersion } from '../../shared/version.ts'
import type { OpenSpan, Traces } from './traces.ts'

export type TracesOptions = {
  /** Where an OpenTelemetry collector takes OTLP over HTTP, such as `http://collector:4318`. */
  url: string
  /** The share of the traces that is told; one that another system has begun is told where that one tells it. */
  share: number
  /** Which of the processes it is. */
  instance: string
  /** Milliseconds that spans are gathered before they are sent. */
  gatherMs?: number
}

/** Loaded only where somebody collects: the rest of the server knows `Traces`, and none of the packages behind it. */
export function openTraces({ url, share, instance, gatherMs = 2_000 }: TracesOptions): Traces {
  const ofShare = new TraceIdRatioBasedSampler(share)
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'omnisync',
      'service.version': appVersion,
      'service.instance.id': instance,
    }),
    // A caller may name a trace; whether it is told is not theirs to decide.
    sampler: new ParentBasedSampler({
      root: ofShare,
      remoteParentSampled: ofShare,
      remoteParentNotSampled: ofShare,
    }),
    spanProcessors: [
      // More than the queue holds is let go: telling must never slow down what is told of.
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: addressOf(url), timeoutMillis: 5_000 }),
        scheduledDelayMillis: gatherMs,
      }),
    ],
  })
  const tracer = provider.getTracer('omnisync', appVersion)
  const running = new AsyncLocalStorage<Context>()

  const spanOf = (span: Span, from: Context): OpenSpan => {
    const inside = trace.setSpan(from, span)
    return {
      traceId: span.spanContext().traceId,
      note: (attributes) => void span.setAttributes(attributes),
      end(failed = false) {
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      },
      run: (work) => running.run(inside, work),
    }
  }

  return {
    begin(name, kind, attributes, traceparent) {
      const from = contextOf(traceparent)
      const spanKind = kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER
      return spanOf(tracer.startSpan(name, { kind: spanKind, attributes }, from), from)
    },
    async within(name, attributes, work) {
      const from = running.getStore()
      if (!from) return work()
      const span = spanOf(tracer.startSpan(name, { attributes }, from), from)
      let failed = true
      try {
        const result = await span.run(work)
        failed = false
        return result
      } finally {
        span.end(failed)
      }
    },
    queried(statement, milliseconds, failed) {
      const from = running.getStore()
      if (!from) return
      const attributes = { 'db.system.name': 'postgresql', 'db.query.text': statement }
      const startTime = Date.now() - milliseconds
      const span = tracer.startSpan(nameOf(statement), { kind: SpanKind.CLIENT, attributes, startTime }, from)
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
    // What a collector that is away was not told is let go.
    close: () => provider.shutdown().catch(() => {}),
  }
}

/** The path is the standard's, unless another is named. */
function addressOf(url: string): string {
  const address = new URL(url)
  if (address.pathname === '/') address.pathname = '/v1/traces'
  return address.href
}

/** What another system began, as its header says: `00-<trace>-<span>-<flags>`. What is not that begins anew. */
function contextOf(traceparent = ''): Context {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

/** `select orders`: the statement's verb and the first table that it names. */
function nameOf(statement: string): string {
  const verb = /^\s*(\w+)/.exec(statement)?.[1] ?? 'statement'
  const table = /\b(?:from|into|update|join)\s+"?([a-z_]+)/i.exec(statement)?.[1]
  return table === undefined ? verb : `${verb} ${table}`
}
