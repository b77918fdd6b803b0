// npm test: all that a push must pass. `npm test -- server/orders` runs only the tests whose path holds these words.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildClientWhereNeeded } from './build-client.mjs'
import { findChromium } from './chromium.mjs'
import { installWhereNeeded } from './install.mjs'
import { capture, root, run, say } from './machine.mjs'
import { tally } from './tally.mjs'

const PROJECTS = ['unit', 'db', 'sim', 'chaos', 'stories']
const CHECKS = [
  { name: 'types', tool: 'tsc', args: ['-b'] },
  { name: 'lint', tool: 'oxlint', args: [] },
  { name: 'format', tool: 'oxfmt', args: ['--check'] },
  { name: 'unused code', tool: 'knip', args: [] },
]

const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
const filter = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const began = Date.now()

installWhereNeeded()
/** @type {import('./tally.mjs').Row[]} */
const rows = []
if (filter.length === 0) rows.push(...CHECKS.map(check))
if (!options.includes('--checks-only')) rows.push(...(await tests()))

const { lines, ok } = tally(rows)
console.log(`\nAfter ${Math.round((Date.now() - began) / 1000)} s:`)
console.log(lines.join('\n'))
process.exitCode = ok ? 0 : 1

/** @param {typeof CHECKS[number]} one
 * @returns {import('./tally.mjs').Row} */
function check({ name, tool, args }) {
  const { ok, output } = capture(tool, args)
  console.log(ok ? `✓ ${name}` : `✗ ${name}\n${output.trimEnd()}`)
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

/** @returns {Promise<import('./tally.mjs').Row[]>} */
async function tests() {
  /** @type {import('./tally.mjs').Row[]} */
  const rows = []
  const withStories = filter.length === 0 || filter.some((word) => word.includes('stories'))
  if (withStories) {
    const built = await buildClientWhereNeeded()
    rows.push({ name: 'client builds', passed: built ? 1 : 0, failed: built ? 0 : 1, skipped: 0 })
  }
  const chromium = withStories ? await findChromium() : undefined
  if (withStories && chromium === undefined) rows.push({ name: 'browser', passed: 0, failed: 1, skipped: 0 })

  const counts = join(root, '.cache/tests.json')
  rmSync(counts, { force: true })
  const code = await run(
    'vitest',
    [
      'run',
      '--reporter=default',
      `--reporter=${join(root, 'scripts/count-tests.mjs')}`,
      ...options.filter((word) => word !== '--long'),
      ...filter,
    ],
    {
      OMNISYNC_TEST_COUNTS: counts,
      ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
      // Simulations take fresh seeds, and more of them.
      ...(options.includes('--long') ? { OMNISYNC_LONG: '1' } : {}),
    },
  )
  if (!existsSync(counts)) {
    say(`vitest ended with code ${code} before it could report.`)
    return [...rows, { name: 'vitest', passed: 0, failed: 1, skipped: 0, note: 'broke off' }]
  }
  const { projects, unhandled, late } = JSON.parse(readFileSync(counts, 'utf8'))
  const expected = filter.length === 0 ? PROJECTS : Object.keys(projects)
  for (const name of expected)
    rows.push({ name, ...(projects[name] ?? { passed: 0, failed: 0, skipped: 0 }) })
  for (const story of late) say(`At the second try only: ${story}`)
  if (unhandled > 0) rows.push({ name: 'errors outside of tests', passed: 0, failed: unhandled, skipped: 0 })
  else if (code !== 0 && rows.every((row) => row.failed === 0)) {
    rows.push({ name: 'vitest', passed: 0, failed: 1, skipped: 0, note: `ended with code ${code}` })
  }
  return rows
}
