/**
 * `npm run bench`: every figure beside its baseline of the same run.
 *
 *     npm run bench -- --only settle,pull --quick --json results.json
 *
 * `--only` takes beginnings of ids; `--quick` runs each on a tenth of the data.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureFirstPage } from './archive/first-page.ts'
import { measureBulk } from './bulk/bulk.ts'
import { CLIENT_IDS, measureApp } from './client/app.ts'
import type { Figure } from './figure.ts'
import { describeMachine } from './machine.ts'
import { tableOf } from './print.ts'
import { measurePull } from './pull/pull.ts'
import { measurePoison } from './settle/poison.ts'
import { measureSettle } from './settle/settle.ts'
import { measureIdle } from './stream/idle.ts'
import { measureNews } from './stream/news.ts'
import { openWorld } from './world/open-world.ts'
import type { World } from './world/open-world.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, quick: { type: 'boolean', default: false } },
})
const wanted = values.only?.split(',')

/** What measures which ids, in the order of the table. Each has a Postgres of its own. */
const benches: {
  ids: string[]
  run: (world: World, quick: boolean) => Promise<Figure[]>
  settings?: Record<string, string>
}[] = [
  { ids: ['settle.spread', 'settle.hot'], run: measureSettle },
  { ids: ['pull.first', 'pull.fleet'], run: measurePull },
  // Postgres writes down when each transaction was committed.
  { ids: ['news.latency'], run: measureNews, settings: { track_commit_timestamp: 'on' } },
  { ids: ['idle.devices'], run: measureIdle },
  { ids: ['settle.poison'], run: measurePoison },
  { ids: ['archive.first-page'], run: measureFirstPage },
  { ids: ['bulk.edit', 'bulk.checkout'], run: measureBulk },
]
// The order of the table.
const order = [...benches.flatMap(({ ids }) => ids), ...CLIENT_IDS]

const machine = describeMachine()
console.log(
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, load ${machine.load.join(' ')}; ` +
    Object.entries(machine.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
)
const figures: Figure[] = []
for (const { ids, run, settings } of benches) {
  if (wanted && !ids.some(isWanted)) continue
  console.log(`> ${ids.join(', ')}`)
  const world = await openWorld(settings)
  try {
    figures.push(...(await run(world, values.quick)).filter((figure) => isWanted(figure.id)))
  } finally {
    await world.close()
  }
}
if (CLIENT_IDS.some(isWanted)) {
  console.log(`> ${CLIENT_IDS.filter(isWanted).join(', ')}`)
  figures.push(...(await measureApp(values.quick, isWanted)).filter((figure) => isWanted(figure.id)))
}
figures.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
console.log(`\n${tableOf(figures)}`)
if (values.json) {
  const results = figures.map(({ id, value, unit, baseline, ratio, target, met }) => ({
    id,
    value,
    unit,
    baseline,
    ratio,
    target,
    met,
  }))
  writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
  console.log(`\nWritten to ${values.json}.`)
}
process.exit(0)

function isWanted(id: string): boolean {
  return wanted === undefined || wanted.some((start) => id === start || id.startsWith(`${start}.`))
}
