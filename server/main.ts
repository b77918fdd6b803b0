import { BadSettings, readEnv } from './env.ts'
import { openLogger } from './logger.ts'
import { startServer } from './start-server.ts'
import type { RunningServer } from './start-server.ts'
import { whatToDo } from './what-to-do.ts'

/** After the drain; longer than any handler may run (U7): by then what was acknowledged is committed. */
const STOP_PATIENCE_MS = 15_000

const demoLogins = [
  [],
  ['Demo logins, password demo'],
  ['admin@demo.test', 'ADMIN             PIN 1111'],
  ['support@demo.test', 'SUPPORT           PIN 2222'],
  ['cashier@demo.test', 'STAFF, Downtown   PIN 3333'],
  ['cashier2@demo.test', 'STAFF, Riverside  PIN 4444'],
]

const say = (line: string): void => console.log(`> ${line}`)
const env = settings()
const logger = await openLogger(env)

let stoppingSince: number | undefined
let server: RunningServer | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))

try {
  server = await startServer({
    env,
    logger,
    say,
    seedDemo: fillDemo,
  })
} catch (error) {
  logger.debug({ err: error }, 'start failed')
  console.error(whatToDo(error, env))
  process.exit(1)
}
if (stoppingSince !== undefined) await end(server)
else welcome(server)

/** The first signal lets everything finish; a second one does not wait. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stoppingSince !== undefined) {
    // One Ctrl+C may reach us twice, from the terminal and from the script that started us.
    if (performance.now() - stoppingSince > 1_000) process.exit(signal === 'SIGINT' ? 130 : 143)
    return
  }
  stoppingSince = performance.now()
  say('Stopping: requests in hand are finished first.')
  if (server) await end(server)
}

async function end(running: RunningServer): Promise<void> {
  const late = setTimeout(
    () => {
      console.error('> Stopping took too long; what was acknowledged is safe.')
      process.exit(1)
    },
    env.drainSeconds * 1_000 + STOP_PATIENCE_MS,
  )
  await running.stop()
  clearTimeout(late)
  say('Stopped.')
  process.exit(0)
}

/** Some seconds of work: told as it goes. Loaded here, since only a first start has use for it. */
async function fillDemo(url: string, secret: string): Promise<void> {
  const [{ seedDemo }, { progressOn }, { SeedSize }] = await Promise.all([
    import('../seed/demo.ts'),
    import('../seed/progress.ts'),
    import('../seed/options.ts'),
  ])
  say('First start: filling a demo shop with three months of sales.')
  const write = (text: string): void => void process.stdout.write(text)
  const screen = { isTerminal: process.stdout.isTTY, write }
  const progress = progressOn(screen, SeedSize.parse({}).orders)
  const outcome = await seedDemo(url, { mode: env.mode, secret, onProgress: progress.show })
  progress.end()
  if (outcome.kind === 'refused') say(`The demo shop was left out: ${outcome.because}.`)
}

function settings(): ReturnType<typeof readEnv> {
  try {
    return readEnv(process.env)
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    console.error(`> These settings will not do:\n${error.message.replace(/^/gm, '    ')}`)
    process.exit(1)
  }
}

function welcome({ port, servesClient, hasDemo, sandbox, mailbox, chatPage }: RunningServer): void {
  const at = `http://localhost:${port}`
  const lines = [
    ['OmniSync is running.'],
    servesClient ? ['App', at] : ['App', 'not built: npm run build'],
    ['API', `${at}/api/v1/openapi.json`],
    ['Health', `${at}/healthz  ${at}/readyz  ${at}/metrics`],
    ...(sandbox
      ? [
          ['Online shop', `${sandbox.address}  a pretended Shopify: play its customer`],
          ['', `${sandbox.domain}  to connect it again: client id ${sandbox.clientId}`],
          ['', `secret ${sandbox.secret}`],
        ]
      : []),
    ...(mailbox ? [['Mailbox', `${mailbox}  what the app mails, to whomever`]] : []),
    ...(chatPage === null ? [] : [['Telegram', `${chatPage}  a pretended one: chat with the bot`]]),
    ...(hasDemo && env.mode !== 'production' ? demoLogins : []),
    [],
    ['Other machines need TLS in front of this one: browsers keep offline data for secure addresses only.'],
    ['Ctrl+C stops it.'],
  ]
  console.log(
    ['', ...lines.map(([name = '', text]) => (text ? `  ${name.padEnd(24)}${text}` : `  ${name}`)), ''].join(
      '\n',
    ),
  )
}
