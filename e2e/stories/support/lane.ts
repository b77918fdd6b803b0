import { rmSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { scratchFolder } from '../../../server/testing/scratch-folder.ts'
import { pictureAt } from './pictures.ts'
import { wireTo } from './wire.ts'
import type { Wire } from './wire.ts'

export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Person = 'admin' | 'support' | 'cashier' | 'cashier2'
/** A browser of its own that reaches the server by a wire of its own. */
export type Lane = {
  page: Page
  context: BrowserContext
  wire: Wire
  complaints: string[]
  /** Complaints that belong to the story. */
  expects: RegExp[]
  /** Waits until the app starts without the network; at once in a browser that does not keep it. */
  startsOffline(): Promise<void>
}

type Prepare = (context: BrowserContext) => Promise<unknown>

/** What a browser says by itself of a network that is gone. */
const OF_THE_NETWORK = /net::ERR_|WebSocket connection to|ERR_CONNECTION|ERR_EMPTY_RESPONSE/

/**
 * Every lane is a browser of its own with a profile on disk, as a till's is: in a private window Chromium keeps IndexedDB
 * in memory, and takes three times as long to fill it. Each test ends quiet or fails.
 *
 * @param more flags of this story's browsers
 */
export function browserForStories(more: readonly string[] = []) {
  const lanes: Lane[] = []
  const profiles: string[] = []
  afterEach(async ({ task }) => {
    const ended = lanes.splice(0)
    if (task.result?.state === 'fail') await Promise.all(ended.map((lane) => picture(lane, task.name)))
    for (const { context } of ended) await context.close().catch(() => {})
    for (const profile of profiles.splice(0))
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    expect(ended.flatMap(unexpected), 'the console stayed free of errors').toEqual([])
  })

  async function open(serverPort: number, keepsApp: boolean, prepare: Prepare): Promise<Lane> {
    const wire = await wireTo(serverPort)
    const profile = scratchFolder('profile')
    profiles.push(profile)
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: [...FLAGS, ...more],
      viewport: { width: 1280, height: 800 },
      serviceWorkers: keepsApp ? 'allow' : 'block',
    })
    await prepare(context)
    const lane = await laneIn(context, wire, keepsApp)
    lanes.push(lane)
    return lane
  }

  return {
    /**
     * A new lane at the address of the app, where nobody is signed in yet. It does not keep the app for the time
     * without network, which is half of the work of a first start: a lane that opens something while its wire is cut is an
     * installed one.
     */
    lane: (serverPort: number, prepare: Prepare = async () => {}) => open(serverPort, false, prepare),
    /** A new lane that keeps the app. */
    installed: (serverPort: number, prepare: Prepare = async () => {}) => open(serverPort, true, prepare),
  }
}

/** Opens the app in a context, and writes down every complaint of it. */
export async function laneIn(context: BrowserContext, wire: Wire, keepsApp = true): Promise<Lane> {
  const complaints: string[] = []
  // As long as a page may take on a busy machine.
  context.setDefaultTimeout(45_000)
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (failure) => complaints.push(String(failure.error().stack)))
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(wire.origin)
  const startsOffline = async () => {
    if (keepsApp) await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  }
  return { page, context, wire, complaints, expects: [], startsOffline }
}

/** Keeps what a failed story left on screen, and says where. */
async function picture({ page, wire, complaints }: Lane, story: string): Promise<void> {
  const path = pictureAt(`${story.replace(/\W+/g, '-').slice(0, 60)}-${wire.origin.slice(-5)}`)
  await page.screenshot({ path, timeout: 5_000 }).catch(() => {})
  console.error([path, ...complaints].join('\n'))
}

/** The complaints that nothing in the story explains. */
export function unexpected({ wire, complaints, expects }: Lane): string[] {
  const expected = wire.wasCut() ? [...expects, OF_THE_NETWORK] : expects
  return complaints.filter((text) => !expected.some((words) => words.test(text)))
}

export async function signIn({ page }: Pick<Lane, 'page'>, who: Person): Promise<void> {
  await page.getByLabel('Email').fill(`${who}@demo.test`)
  await page.getByLabel('Password').fill('demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs the cashier in, makes the browser a lane of Downtown, and waits until it holds all it may see. */
export async function openTill(lane: Lane, name = 'Front counter'): Promise<void> {
  const { page } = lane
  await signIn(lane, 'cashier')
  await page.getByLabel('Name of this lane').fill(name)
  await page.getByRole('button', { name: 'Open the till' }).click()
  await page.getByTestId('search').waitFor()
  await page.getByTestId('status-chip').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('Everything that was sold here').waitFor()
  await sheet.getByText('Getting the shop ready').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await chipSays(lane, 'Online · all sent')
  await lane.startsOffline()
}

/** Reloads the till, and waits until it listens to the scanner. */
export async function reopenTill({ page }: Pick<Lane, 'page'>): Promise<void> {
  await page.reload()
  // The till takes the focus as it begins to listen.
  await page.locator('[data-testid="search"]:focus').waitFor()
}

/** Waits until the status chip says so; where it never does, the failure names what it said instead. */
export async function chipSays(
  { page }: Pick<Lane, 'page'>,
  words: string | RegExp,
  ms = 60_000,
): Promise<void> {
  const chip = page.getByTestId('status-chip')
  await chip
    .filter({ hasText: words })
    .waitFor({ timeout: ms })
    .catch(async (error: unknown) => {
      const said = await chip.textContent({ timeout: 1_000 }).catch(() => 'nothing: there is none')
      throw new Error(`the chip says: ${said}`, { cause: error })
    })
}

/** Waits until the catalogue is here, and nothing is left to send. */
export async function allIsHere(lane: Pick<Lane, 'page'>): Promise<void> {
  await chipSays(lane, /^(?!.*%).*(all sent|need help)/)
}

/**
 * Gives the password where a browser that was killed has lost its session: Chromium brings a cookie to the disk some
 * seconds late, and nothing else is lost with it (C3).
 */
export async function signInAgainWhereAsked(lane: Lane): Promise<void> {
  const { page } = lane
  lane.expects.push(/401/)
  await chipSays(lane, /all sent|Sign in to send/)
  const button = page.getByRole('button', { name: 'Sign in', exact: true })
  if (!(await button.isVisible())) return
  await button.click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Password').fill('demo')
  await form.getByRole('button', { name: 'Sign in' }).click()
}
