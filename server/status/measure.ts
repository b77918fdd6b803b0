import type { NodeFigures } from '../../shared/status/system-status.ts'
import { appVersion } from '../../shared/version.ts'
import type { Deps } from '../deps.ts'

type Sample = { labels: Partial<Record<string, string | number>>; value: number; metricName?: string }
/** A histogram at a moment: how many values lay at or below each bound, in seconds. */
type Buckets = Map<number, number>

/**
 * Gives what this node did since it was last asked: requests and errors as counts, the rest as it is now or as the
 * ninety-fifth of a hundred over that time, read off the buckets of the process's own metrics. Milliseconds.
 */
export function openMeasure(deps: Deps): () => Promise<Omit<NodeFigures, 'sockets'>> {
  const { metrics, database } = deps
  let before = { answers: new Map() as Buckets, pushes: new Map() as Buckets, news: new Map() as Buckets }
  let counted = { requests: 0, errors: 0 }
  return async () => {
    const http = (await metrics.httpSeconds.get()).values as Sample[]
    const told = (await metrics.newsSeconds.get()).values as Sample[]
    const isPush = ({ labels }: Sample) => String(labels['route']).endsWith('/:collection/push')
    const now = {
      answers: bucketsOf(http),
      pushes: bucketsOf(http.filter(isPush)),
      news: bucketsOf(told),
    }
    const counts = http.filter(({ metricName }) => metricName?.endsWith('_count'))
    const total = {
      requests: sumOf(counts),
      errors: sumOf(counts.filter(({ labels }) => labels['status'] === '5xx')),
    }
    const { total: connections, idle, waiting } = database.connections()
    const figures = {
      version: appVersion,
      requests: total.requests - counted.requests,
      errors: total.errors - counted.errors,
      answerP95: percentile(before.answers, now.answers),
      pushP95: percentile(before.pushes, now.pushes),
      newsP95: percentile(before.news, now.news),
      settling: await settlingNow(deps),
      poolUsed: connections - idle,
      poolWaiting: waiting,
      memoryMb: Math.round(process.memoryUsage().rss / 1_048_576),
    }
    before = now
    counted = total
    return figures
  }
}

/** Pushed documents that wait for their batch, by the gauge that the push desk keeps. */
export async function settlingNow({ metrics }: Deps): Promise<number> {
  const gauge = await metrics.registry.getSingleMetric('omnisync_push_waiting')?.get()
  return gauge?.values[0]?.value ?? 0
}

function bucketsOf(samples: readonly Sample[]): Buckets {
  const buckets: Buckets = new Map()
  for (const { labels, value, metricName } of samples) {
    if (!metricName?.endsWith('_bucket')) continue
    const bound = labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le'])
    buckets.set(bound, (buckets.get(bound) ?? 0) + value)
  }
  return buckets
}

/** The bound below which 95 of 100 values lie that came between two looks, in milliseconds; 0 where none came. */
function percentile(before: Buckets, now: Buckets): number {
  const bounds = [...now.keys()].toSorted((a, b) => a - b)
  const since = (bound: number) => (now.get(bound) ?? 0) - (before.get(bound) ?? 0)
  const all = since(Number.POSITIVE_INFINITY)
  if (all <= 0) return 0
  const bound = bounds.find((one) => since(one) >= all * 0.95) ?? 0
  const below = bounds[bounds.indexOf(bound) - 1] ?? 0
  // Beyond the last bound nothing finer is known than that it was passed.
  if (bound === Number.POSITIVE_INFINITY) return Math.round(below * 1000)
  const inBucket = since(bound) - (below === 0 ? 0 : since(below))
  const share = inBucket <= 0 ? 1 : (all * 0.95 - (below === 0 ? 0 : since(below))) / inBucket
  return Math.round((below + (bound - below) * Math.min(1, Math.max(0, share))) * 10_000) / 10
}

function sumOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0)
}
