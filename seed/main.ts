import { startEmbeddedPostgres } from '../server/database/embedded-postgres.ts'
import { migrate } from '../server/database/migrate.ts'
import { readEnv } from '../server/env.ts'
import type { Env } from '../server/env.ts'
import { keepSecret } from '../server/keep-secret.ts'
import { USAGE, readCommand } from './command.ts'
import type { Command } from './command.ts'
import type { SeedOutcome } from './demo.ts'
import { seedDemo } from './demo.ts'
import { progressOn, terminal } from './progress.ts'

const refusals = {
  production: 'This is production, and everybody knows the demo passwords. If it must be: --force.',
  taken: 'There is a business in this database already. To lose it and begin anew: --reset.',
}

const logins = [
  '  Demo logins, password demo',
  '  admin@demo.test     ADMIN               PIN 1111',
  '  support@demo.test   SUPPORT             PIN 2222',
  '  cashier@demo.test   STAFF, Downtown     PIN 3333',
  '  cashier2@demo.test  STAFF, Riverside    PIN 4444',
]

// npm run seed: reads the flags, finds the database, fills it, says what is in it now.
const say = (line: string): void => console.log(`> ${line}`)
const command = readCommand(process.argv.slice(2))
if (command.kind === 'help') {
  console.log(USAGE)
} else if (command.kind === 'wrong') {
  console.error(`${command.problems.map((problem) => `> ${problem}`).join('\n')}\n\n${USAGE}`)
  process.exitCode = 1
} else {
  process.exitCode = await seed(command).catch((error: unknown) => {
    console.error(`> The seed failed: ${describe(error)}`)
    return 1
  })
}

async function seed(wanted: Extract<Command, { kind: 'seed' }>): Promise<number> {
  const env = readEnv(process.env)
  const database = await openOwner(env)
  const stopEarly = () => void database.close().finally(() => process.exit(130))
  process.once('SIGINT', stopEarly).once('SIGTERM', stopEarly)
  const progress = progressOn(terminal(), wanted.size.orders)
  try {
    const started = performance.now()
    await migrate(database.url)
    const { now = Date.now(), timeZone, reset, force, size } = wanted
    const secret = env.secret ?? keepSecret(env.dataDir)
    const zone = timeZone === undefined ? {} : { timeZone }
    const options = { ...size, ...zone, mode: env.mode, now, reset, force, secret, onProgress: progress.show }
    const outcome = await seedDemo(database.url, options)
    progress.end()
    return report(outcome, (performance.now() - started) / 1000)
  } finally {
    process.off('SIGINT', stopEarly).off('SIGTERM', stopEarly)
    await database.close()
  }
}

async function openOwner(env: Env): Promise<{ url: string; close: () => Promise<void> }> {
  if (env.databaseUrl !== undefined) return { url: env.databaseUrl, close: async () => {} }
  const { url, stop } = await startEmbeddedPostgres({ dataDir: env.dataDir, log: say })
  return { url, close: stop }
}

function report(outcome: SeedOutcome, seconds: number): number {
  if (outcome.kind === 'refused') {
    console.error(`> ${refusals[outcome.because]}`)
    return 1
  }
  const rows = Object.entries(outcome.counts).map(
    ([name, count]) => `  ${name.padEnd(16)}${count.toLocaleString('en')}`,
  )
  console.log([`> Seeded in ${seconds.toFixed(1)} s.`, ...rows, '', ...logins].join('\n'))
  return 0
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message} ${describe(error.cause)}`
}
