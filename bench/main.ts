/**
 * `npm run bench`: every figure beside its baseline of the same run.
 *
 *     npm run bench -- --only settle,pull --quick --json results.json
 *
 * `--only` takes beginnings of ids; `--quick` runs each on a tenth of the data.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Figure } from './figure.ts'
import { describeMachine } from './machine.ts'
import { tableOf } from './print.ts'
import { measureSettle } from './settle/settle.ts'
import { openWorld } from './world/open-world.ts'
import type { World } from './world/open-world.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, quick: { type: 'boolean', default: false } },
})
const wanted = values.only?.split(',')

/** What measures which ids, in the order of the table. Each has a Postgres of its own. */
const benches: { ids: string[]; run: (world: World, quick: boolean) => Promise<Figure[]> }[] = [
  { ids: ['settle.spread', 'settle.hot'], run: measureSettle },
]

const machine = describeMachine()
console.log(
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, load ${machine.load.join(' ')}; ` +
    Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(', '),
)
const figures: Figure[] = []
for (const { ids, run } of benches) {
  if (wanted && !ids.some(isWanted)) continue
  console.log(`> ${ids.join(', ')}`)
  const world = await openWorld()
  try {
    figures.push(...(await run(world, values.quick)).filter((figure) => isWanted(figure.id)))
  } finally {
    await world.close()
  }
}
console.log(`\n${tableOf(figures)}`)
if (values.json) {
  const results = figures.map(({ id, value, unit, baseline, ratio, target, met }) => ({ id, value, unit, baseline, ratio, target, met }))
  writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
  console.log(`\nWritten to ${values.json}.`)
}
process.exit(0)

function isWanted(id: string): boolean {
  return wanted === undefined || wanted.some((start) => id === start || id.startsWith(`${start}.`))
}
