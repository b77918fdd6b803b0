import { median, notMeasured, percentile, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { AppResults } from './app.ts'
import { measureSearch } from './search.ts'

/** The rows of the table, out of what the lanes told; those of a slow processor stand in the notes. */
export function figuresOf(results: AppResults, quick: boolean): Figure[] {
  const { count, usual, slow, small, loadingCheckouts, changes } = results
  const { raw, first, work } = usual
  const finding = measureSearch(quick)
  const ms = (value: number) => `${rounded(value)} ms`
  const p = (samples: readonly number[], share: number) => percentile(samples, share)
  const [warm, slowWarm] = [usual, slow].map((lane) => median(lane.warm.map((it) => it.scanMs)))
  const scripts = median(usual.warm.map((it) => it.scriptsMs))
  const long = [...first.tasks, ...usual.warm.flatMap((it) => it.tasks), ...work.tasks]
  const heap = Object.values(usual.heaps).reduce((sum, bytes) => sum + bytes, 0) / 1e6
  const kb = (bytes: number) => bytes / 1_000
  const restOfWarm = (warm ?? 0) - scripts
  return [
    {
      id: 'client.first',
      value: rounded(first.loaded),
      unit: 'ms',
      baseline: rounded(raw.writeMs),
      ratio: rounded(first.loaded / raw.writeMs),
      target: '≤ 2.7 × raw; 10,000 ≤ 1 s; sale ≤ 1 s',
      met: first.loaded / raw.writeMs <= 2.7 && small.loaded <= 1_000 && first.firstSale <= 1_000,
      note:
        `${count} products and levels over HTTP from the button to all on disk; first scan that works after ` +
        `${ms(first.firstSale)}; 10,000 products in ${ms(small.loaded)}; 4× slower: ${ms(slow.first.loaded)}, first scan ` +
        `${ms(slow.first.firstSale)}; the baseline is the write of 500 documents a record alone, without network`,
    },
    {
      id: 'client.warm',
      value: rounded(warm ?? 0),
      unit: 'ms',
      baseline: rounded(raw.readMs),
      ratio: rounded(restOfWarm / raw.readMs),
      target: '≤ 2 × reading; ≤ 700 ms from navigation',
      met: restOfWarm / raw.readMs <= 2 && (warm ?? Infinity) <= 700,
      note:
        `${count} products, from navigation to a scan that works, median of ${usual.warm.length}; the ratio is that of ` +
        `search field to scan (${ms(restOfWarm)}) to reading the same documents raw; 4× slower: ${ms(slowWarm ?? 0)}`,
    },
    {
      id: 'client.barcode',
      value: rounded(p(work.scans, 0.95)),
      unit: 'ms p95',
      baseline: null,
      ratio: null,
      target: '≤ 10 ms',
      met: p(work.scans, 0.95) <= 10,
      note: `${count} products, the scanner's Enter to the line on the page, ${work.scans.length} scans; 4× slower: ${ms(p(slow.work.scans, 0.95))}`,
    },
    {
      ...finding,
      met: finding.met === true && p(work.letters, 0.95) <= 16.7,
      note:
        `${finding.note}; in the app, keystroke to painted: p50 ${ms(p(work.letters, 0.5))}, p95 ` +
        `${ms(p(work.letters, 0.95))} of ${work.letters.length} letters, never in step with the frames; 4× slower p95 ` +
        `${ms(p(slow.work.letters, 0.95))}`,
    },
    {
      id: 'client.checkout',
      value: rounded(p(work.checkouts, 0.5)),
      unit: 'ms p50',
      baseline: rounded(p(raw.orders, 0.5)),
      ratio: rounded(p(work.checkouts, 0.5) / p(raw.orders, 0.5)),
      target: 'p50 ≤ 1.5 × raw; p99 loading ≤ 2 × idle',
      met:
        p(work.checkouts, 0.5) / p(raw.orders, 0.5) <= 1.5 &&
        p(loadingCheckouts, 0.99) <= 2 * p(work.checkouts, 0.99),
      note:
        `from the key to the tick on the page, so with its rendering; p99 ${ms(p(work.checkouts, 0.99))}, raw p99 ` +
        `${ms(p(raw.orders, 0.99))}; during a first load p50 ${ms(p(loadingCheckouts, 0.5))}, p99 ` +
        `${ms(p(loadingCheckouts, 0.99))} of ${loadingCheckouts.length}; 4× slower: p50 ${ms(p(slow.work.checkouts, 0.5))}`,
    },
    notMeasured('client.grid', 'frame p95 ≤ 17 ms; sort ≤ 100 ms', 'not built'),
    {
      id: 'client.changes',
      value: rounded(p(changes.frames, 0.95)),
      unit: 'ms p95',
      baseline: null,
      ratio: null,
      target: 'frame ≤ 17 ms; persisting ≤ 5 % of a core',
      met: null,
      note:
        `${rounded(changes.perSecond)} levels a second into the open till, since there is no grid yet; its main thread ` +
        `was busy for ${rounded(changes.busyShare * 100)} % of the time; 10,000 a second were not tried`,
    },
    {
      id: 'client.tasks',
      value: long.length,
      unit: 'tasks > 50 ms',
      baseline: null,
      ratio: null,
      target: 'none',
      met: long.length === 0,
      note: `first load ${said(first.tasks)}; five starts ${said(usual.warm.flatMap((it) => it.tasks))}; sales and searches ${said(work.tasks)}`,
    },
    {
      id: 'client.memory',
      value: rounded(heap),
      unit: 'MB',
      baseline: null,
      ratio: null,
      target: '≤ 200 MB with 100,000',
      met: count >= 100_000 ? heap <= 200 : null,
      note: `${count} products; ${Object.entries(usual.heaps)
        .map(([type, bytes]) => `${type} ${rounded(bytes / 1e6)}`)
        .join(', ')} MB, array buffers included`,
    },
    {
      id: 'client.disk',
      value: rounded(kb(usual.disk) / count),
      unit: 'kB/product',
      baseline: null,
      ratio: null,
      target: '≤ 0.25 kB',
      met: kb(usual.disk) / count <= 0.25,
      note: `the origin's usage without the app's own files, ${rounded(usual.disk / 1e6)} MB, levels and customers included`,
    },
    {
      id: 'client.bundle',
      value: rounded(kb(usual.scripts.page)),
      unit: 'kB page',
      baseline: null,
      ratio: null,
      target: 'page ≤ 150 kB, worker ≤ 95 kB',
      met: kb(usual.scripts.page) <= 150 && kb(usual.scripts.worker) <= 95,
      note: `gzip, every script up to the first sales; workers ${rounded(kb(usual.scripts.worker))} kB`,
    },
  ]
}

function said(tasks: readonly number[]): string {
  return tasks.length === 0 ? 'none' : `${tasks.length}, the longest ${rounded(Math.max(...tasks))} ms`
}
