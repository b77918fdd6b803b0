import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppDeps } from './app.ts'
import { Fault } from './faults.ts'
import { shopBody } from './webhooks/shop-body.ts'

const Advance = z.object({ milliseconds: z.number().int().nonnegative() })
const Release = z.object({ order: z.enum(['kept', 'reversed']).default('kept') })
const Forged = z.object({ topic: z.string(), body: z.record(z.string(), z.unknown()) })

/** What Shopify has not: its clock, its mishaps and its moods, in the hands of whoever tests against it. */
export function addControls(app: FastifyInstance, deps: AppDeps): void {
  const { world, clock, bucket, faults, webhooks } = deps
  const { app: installed } = world.state

  app.get('/__sandbox/state', () => ({
    now: new Date(clock.now()).toISOString(),
    shop: world.state.shop,
    app: { clientId: installed.clientId, secrets: installed.secrets, installed: installed.installed },
    bucket: bucket.status(),
    faults: faults.list(),
    counts: {
      products: Object.keys(world.state.products).length,
      variants: Object.keys(world.state.variants).length,
      orders: Object.keys(world.state.orders).length,
      subscriptions: Object.keys(world.state.subscriptions).length,
    },
    webhooks: { pending: Object.keys(world.state.deliveries).length, held: webhooks.held() },
  }))
  app.get('/__sandbox/webhooks', () => webhooks.attempts())

  app.post('/__sandbox/clock', async (request) => {
    await clock.advance(Advance.parse(request.body).milliseconds)
    return { now: new Date(clock.now()).toISOString() }
  })
  app.post('/__sandbox/faults', (request) => {
    faults.add(Fault.parse(request.body))
    return faults.list()
  })
  app.delete('/__sandbox/faults', () => {
    faults.clear()
    return []
  })
  app.post('/__sandbox/webhooks/hold', () => {
    webhooks.hold()
    return {}
  })
  app.post('/__sandbox/webhooks/release', (request) => {
    webhooks.release(Release.parse(request.body ?? {}).order)
    return {}
  })
  app.post('/__sandbox/webhooks/send', (request) => {
    const { topic, body } = Forged.parse(request.body)
    world.emit(topic, body)
    return {}
  })
  app.post('/__sandbox/tokens/revoke', () => {
    installed.tokens = {}
    world.touch()
    return {}
  })
  app.post('/__sandbox/secret/rotate', () => {
    // Both are good for a grant until the old one is forgotten; webhooks are signed with the new one.
    const secret = `shpss_${randomBytes(16).toString('hex')}`
    installed.secrets = [secret, installed.secrets[0]!]
    world.touch()
    return { secret }
  })
  app.post('/__sandbox/uninstall', () => {
    world.emit('app/uninstalled', shopBody(world))
    installed.installed = false
    installed.tokens = {}
    // The last webhook still goes out: it was written before its subscription went.
    world.state.subscriptions = {}
    world.touch()
    return {}
  })
  app.post('/__sandbox/install', () => {
    installed.installed = true
    world.touch()
    return {}
  })
}
