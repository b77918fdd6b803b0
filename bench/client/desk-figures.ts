import { median, percentile, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { AtTheDesk } from './at-the-desk.ts'
import { ms, said } from './figures.ts'

/** A frame of a screen that draws sixty a second, with the little that its clock wavers. */
const frame = 17

/** The rows of the table that are about the desk, out of what its page told. */
export function deskFigures({
  products,
  grid,
  changes,
  changesSorted,
  manyChanges,
  letters,
  walks,
}: AtTheDesk): Figure[] {
  const p95 = (samples: readonly number[]) => percentile(samples, 0.95)
  const scrolling = p95(grid.rolling)
  const asked = Object.entries(grid.asked)
  const slowest = Math.max(...asked.map(([, samples]) => p95(samples)))
  const plain = Object.entries(grid.plain)
  const moving = p95(changes.frames)
  return [
    {
      id: 'client.grid',
      value: rounded(scrolling),
      unit: 'ms p95',
      baseline: rounded(p95(grid.still)),
      ratio: rounded(scrolling / p95(grid.still)),
      target: 'frame ≤ 17 ms; sort or filter ≤ 100 ms',
      met: scrolling <= frame && slowest <= 100,
      note:
        `${products} products; frames while rows pass, two in each, ${grid.rolling.length} of them, beside those of a page ` +
        `where nothing moves; somewhere else in every frame ${ms(p95(grid.jumping))}; from a question to its first paint, ` +
        `worst of five: ${listed(asked)}; the same of an array, unpainted, median: ` +
        `${plain.map(([name, samples]) => `${name} ${ms(median(samples))}`).join(', ')}; tasks above 50 ms ${said(grid.tasks)}`,
    },
    {
      id: 'client.palette',
      value: rounded(p95(letters)),
      unit: 'ms p95',
      baseline: rounded(median(walks)),
      ratio: rounded(p95(letters) / median(walks)),
      target: '≤ 50 ms a letter',
      met: p95(letters) <= 50,
      note:
        `${products} products; a letter to its painted list, ${letters.length} of them, with slips, figures and commands; ` +
        `p50 ${ms(median(letters))}, worst ${ms(Math.max(...letters))}; the baseline walks an array of titles once, unpainted`,
    },
    {
      id: 'client.changes',
      value: rounded(moving),
      unit: 'ms p95',
      baseline: rounded(p95(grid.still)),
      ratio: rounded(moving / p95(grid.still)),
      target: 'frame ≤ 17 ms; no task > 50 ms',
      // Fewer than were meant prove nothing.
      met: changes.perSecond < 900 ? null : moving <= frame && changes.tasks.length === 0,
      note:
        `${rounded(changes.perSecond)} levels a second into the open grid of ${products} products; tasks above 50 ms ` +
        `${said(changes.tasks)}; main thread busy ${rounded(changes.busyShare * 100)} % of the time; with the rows sorted by ` +
        `what changes ${ms(p95(changesSorted.frames))}, tasks ${said(changesSorted.tasks)}, busy ` +
        `${rounded(changesSorted.busyShare * 100)} %`,
    },
    {
      id: 'client.changes.many',
      value: rounded(p95(manyChanges.frames)),
      unit: 'ms p95',
      baseline: rounded(p95(grid.still)),
      ratio: rounded(p95(manyChanges.frames) / p95(grid.still)),
      target: 'frame ≤ 17 ms',
      met: manyChanges.perSecond < 9_000 ? null : p95(manyChanges.frames) <= frame,
      note:
        `${rounded(manyChanges.perSecond)} levels a second, as many as settling them beside the browser would not leave ` +
        `room for: changed by hand; tasks above 50 ms ${said(manyChanges.tasks)}; main thread busy ` +
        `${rounded(manyChanges.busyShare * 100)} % of the time`,
    },
  ]
}

function listed(asked: readonly [string, readonly number[]][]): string {
  return asked.map(([name, samples]) => `${name} ${ms(Math.max(...samples))}`).join(', ')
}
