import { buildApp } from './app.ts'
import { resumeBulks } from './acts/run-bulk.ts'
import { openClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { openFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { openBucket } from './graphql/bucket.ts'
import type { Bucket, Limits } from './graphql/bucket.ts'
import { readBulk } from './graphql/read-bulk.ts'
import { ALL_SCOPES } from './graphql/scopes.ts'
import type { Catalogue } from './store/catalogue.ts'
import { fill } from './store/fill.ts'
import { readState, writeState } from './store/keep.ts'
import { newState } from './store/new-state.ts'
import type { ShopOptions } from './store/new-state.ts'
import { openWebhooks } from './webhooks/deliver.ts'
import type { Post, Webhooks } from './webhooks/deliver.ts'
import { post } from './webhooks/post.ts'
import { API_VERSION } from './version.ts'
import { worldOf } from './world.ts'
import type { World } from './world.ts'

export type SandboxOptions = Partial<ShopOptions> & {
  /** What a new shop holds. A shop that a file kept is as it was. */
  catalogue?: Catalogue
  limits?: Limits
  /** The clock begins here and moves only when told to; left out, it is the machine's. */
  manualFrom?: number
  /** Where the shop is kept between two lives; left out, it is forgotten. */
  file?: string
  /** How webhooks travel; over the network unless told otherwise. */
  post?: Post
}

/** A pretended Shopify with one shop in it. */
export type Sandbox = {
  world: World
  clock: Clock
  bucket: Bucket
  faults: Faults
  webhooks: Webhooks
  app: ReturnType<typeof buildApp>
  /** Listens, on a free port unless one is named, and tells where. */
  listen: (port?: number) => Promise<string>
  close: () => Promise<void>
}

const SAVED_AFTER_MS = 1_000

/** Opens a shop; nobody hears of it until it listens. The same options make the same shop. */
export function openSandbox(options: SandboxOptions = {}): Sandbox {
  const clock = openClock(
    options.manualFrom === undefined ? { manual: false } : { manual: true, start: options.manualFrom },
  )
  const { file } = options
  const kept = file === undefined ? undefined : readState(file)
  const state = kept ?? newState(shopOf(options), clock.now())
  // What the app may do follows its version, not the day it was installed.
  state.app.scopes = [...shopOf(options).scopes]
  const faults = openFaults()
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (file !== undefined) writeState(file, state)
  }
  const touch = (): void => {
    if (file !== undefined) timer ??= setTimeout(save, SAVED_AFTER_MS).unref()
  }
  const world: World = worldOf(state, clock, {
    touch,
    emit: (topic, body) => webhooks.emit(topic, body),
    readBulk: (bulk) => readBulk(world)(bulk),
  })
  const webhooks: Webhooks = openWebhooks({
    state,
    clock,
    faults,
    post: options.post ?? post,
    apiVersion: API_VERSION,
    newUuid: world.newUuid,
    touch,
  })
  if (kept === undefined && options.catalogue !== undefined) fill(world, options.catalogue)
  resumeBulks(world)
  const bucket = openBucket(options.limits ?? { maximumAvailable: 2_000, restoreRate: 100 }, clock.now)
  let origin = 'http://sandbox.invalid'
  const app = buildApp({ world, clock, bucket, faults, webhooks, origin: () => origin })
  return {
    world,
    clock,
    bucket,
    faults,
    webhooks,
    app,
    listen: async (port = 0) => {
      origin = await app.listen({ port, host: '127.0.0.1' })
      return origin
    },
    close: async () => {
      clock.close()
      await app.close()
      await clock.idle()
      save()
    },
  }
}

function shopOf(options: SandboxOptions): ShopOptions {
  return {
    domain: options.domain ?? 'demo-outfitters.myshopify.com',
    name: options.name ?? 'Demo Outfitters Online',
    currency: options.currency ?? 'USD',
    timeZone: options.timeZone ?? 'America/New_York',
    clientId: options.clientId ?? 'sandbox-client-id',
    clientSecret: options.clientSecret ?? 'shpss_sandbox_secret',
    scopes: options.scopes ?? ALL_SCOPES,
  }
}
