/**
 * `npm run bench`: every figure beside its baseline of the same run.
 *
 *     npm run bench -- --only settle,pull --quick --json results.json
 *
 * `--only` takes beginnings of ids; `--quick` runs each on a tenth of the data; `--products` is how many the client's
 * large shop has, 100,000 where nothing is said.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CLIENT_IDS } from './client/ids.ts'
import type { Figure } from './figure.ts'
import { describeMachine } from './machine.ts'
import { tableOf } from './print.ts'
import { openWorld } from './world/open-world.ts'
import type { World } from './world/open-world.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    products: { type: 'string', default: '100000' },
  },
})
const wanted = values.only?.split(',')

/**
 * What measures which ids; what waits for an answer first, in a process that has made nothing yet. Each has a Postgres of its own, and is loaded where it is wanted:
 * the process is the load, too, and what it holds of others costs its collector time that is counted.
 */
const benches: {
  ids: string[]
  load: () => Promise<(world: World, quick: boolean) => Promise<Figure[]>>
  settings?: Record<string, string>
}[] = [
  { ids: ['pull.first', 'pull.fleet'], load: async () => (await import('./pull/pull.ts')).measurePull },
  // Postgres writes down when each transaction was committed.
  {
    ids: ['news.latency'],
    load: async () => (await import('./stream/news.ts')).measureNews,
    settings: { track_commit_timestamp: 'on' },
  },
  {
    ids: ['settle.spread', 'settle.hot'],
    load: async () => (await import('./settle/settle.ts')).measureSettle,
  },
  { ids: ['idle.devices'], load: async () => (await import('./stream/idle.ts')).measureIdle },
  {
    ids: ['nodes.two', 'nodes.two.sockets'],
    load: async () => (await import('./nodes/two.ts')).measureTwoNodes,
  },
  { ids: ['settle.poison'], load: async () => (await import('./settle/poison.ts')).measurePoison },
  {
    ids: ['archive.first-page'],
    load: async () => (await import('./archive/first-page.ts')).measureFirstPage,
  },
  {
    ids: ['shopify.import'],
    load: async () => (await import('./shopify/import.ts')).measureImport,
  },
  {
    ids: ['shopify.webhooks', 'shopify.applied'],
    load: async () => (await import('./shopify/webhooks.ts')).measureWebhooks,
  },
  {
    ids: ['shopify.outbound', 'shopify.outbound.spread'],
    load: async () => (await import('./shopify/outbound.ts')).measureOutbound,
  },
  {
    ids: ['velocity.nightly'],
    load: async () => (await import('./velocity/velocity.ts')).measureVelocity,
  },
  { ids: ['backup.copy'], load: async () => (await import('./backup/copy.ts')).measureBackup },
  { ids: ['bulk.edit', 'bulk.checkout'], load: async () => (await import('./bulk/bulk.ts')).measureBulk },
]
/** Of the table. */
const order = [
  'settle.spread',
  'settle.hot',
  'pull.first',
  'pull.fleet',
  'news.latency',
  'idle.devices',
  'settle.poison',
  'archive.first-page',
  'bulk.edit',
  'bulk.checkout',
  'shopify.import',
  'shopify.webhooks',
  'shopify.applied',
  'shopify.outbound',
  'shopify.outbound.spread',
  'nodes.two',
  'nodes.two.sockets',
  'velocity.nightly',
  'backup.copy',
  ...CLIENT_IDS,
]

const machine = describeMachine()
console.log(
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, load ${machine.load.join(' ')}; ` +
    Object.entries(machine.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
)
const figures: Figure[] = []
for (const { ids, load, settings } of benches) {
  if (wanted && !ids.some(isWanted)) continue
  console.log(`> ${ids.join(', ')}`)
  const world = await openWorld(settings)
  try {
    figures.push(...(await (await load())(world, values.quick)).filter((figure) => isWanted(figure.id)))
  } finally {
    await world.close()
  }
}
if (CLIENT_IDS.some(isWanted)) {
  console.log(`> ${CLIENT_IDS.filter(isWanted).join(', ')}`)
  const { measureApp } = await import('./client/app.ts')
  figures.push(
    ...(await measureApp(values.quick, isWanted, Number(values.products))).filter((figure) =>
      isWanted(figure.id),
    ),
  )
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
