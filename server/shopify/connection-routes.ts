import { z } from 'zod'
import { ConnectShop, LocationMap, ShopCredentials, ShopRules } from '../../shared/shopify/connection.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import type { Caller } from '../http/caller.ts'
import { failures } from '../http/error-answer.ts'
import { keyed } from '../http/idempotency.ts'
import { NoBody } from '../http/no-body.ts'
import { askShop } from './connection/ask-shop.ts'
import { changeCredentials } from './connection/change-credentials.ts'
import { changeRules } from './connection/change-rules.ts'
import { connectShop } from './connection/connect-shop.ts'
import { disconnectShop } from './connection/disconnect-shop.ts'
import { mapLocations } from './connection/map-locations.ts'
import { pauseShop, resumeShop } from './connection/pause-shop.ts'
import { askComparison } from './desk/ask-comparison.ts'
import { domainOf } from './desk/domain-of.ts'
import { hushShop } from './desk/hush-shop.ts'
import { standBy } from './desk/stand-by.ts'
import { Done, done, tellShop, tellUnkeyed } from './tell-shop.ts'

type Command = (tx: Tx, deps: Deps, caller: Caller) => Promise<void>

/** Commands whose address says everything; `first` is done before, outside the transaction. */
const commands: readonly {
  name: string
  run: Command
  summary: string
  first?: (deps: Deps, caller: Caller) => Promise<void>
}[] = [
  { name: 'pause', run: pauseShop, summary: 'Tell the shop nothing, and book nothing of its, until resumed' },
  { name: 'resume', run: resumeShop, summary: 'Go on where it was paused' },
  {
    name: 'disconnect',
    run: disconnectShop,
    first: hushShop,
    summary: 'End the connection; products and orders stay',
  },
  {
    name: 'compare',
    run: (tx, _, caller) => askComparison(tx, caller),
    summary: 'Compare every level with Shopify now, as every night',
  },
]

/** How a business and its shop are connected: for admins. */
export async function connectionRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN')]

  app.post(
    '/shopify/connect',
    {
      onRequest,
      schema: {
        summary: 'Connect a shop, by the client id and secret of an app that is installed there',
        description: 'The shop is asked who it is first. Nothing is imported and nothing told yet.',
        body: ConnectShop,
        response: { 201: Done, ...failures },
      },
    },
    async (request, reply) => {
      const { caller, body } = request
      const facts = await askShop(deps, caller.tenantId, body)
      await tellUnkeyed(deps, caller, (tx) => connectShop(tx, deps, caller, body, facts))
      return reply.status(201).send(done)
    },
  )

  app.put(
    '/shopify/credentials',
    {
      onRequest,
      schema: {
        summary: 'Another client id or secret for the same shop',
        body: ShopCredentials,
        response: { 200: Done, ...failures },
      },
    },
    async (request) => {
      const { caller, body } = request
      const domain = await domainOf(deps, caller.tenantId)
      const facts = await askShop(deps, caller.tenantId, { ...body, domain })
      await tellUnkeyed(deps, caller, (tx) => changeCredentials(tx, deps, caller, body, facts))
      return done
    },
  )

  app.patch(
    '/shopify',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Who decides on which field, and whose stock a first meeting begins with',
        body: ShopRules,
        response: { 200: Done, ...failures },
      },
    },
    async (request) =>
      tellShop(deps, request, async (tx) => {
        await changeRules(tx, deps, request.caller, request.body)
        return done
      }),
  )

  app.put(
    '/shopify/locations',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Which branch each location stands for; those that are not named stay as they are',
        body: z.strictObject({ locations: LocationMap }),
        response: { 200: Done, ...failures },
      },
    },
    async (request) =>
      tellShop(deps, request, async (tx) => {
        await mapLocations(tx, deps, request.caller, request.body.locations)
        return done
      }),
  )

  for (const { name, run: carryOut, summary, first } of commands) {
    app.post(
      `/shopify/${name}`,
      {
        onRequest,
        config: keyed,
        schema: { summary, body: NoBody, response: { 200: Done, ...failures } },
      },
      async (request) => {
        await first?.(deps, request.caller)
        return tellShop(deps, request, async (tx) => {
          await carryOut(tx, deps, request.caller)
          return done
        })
      },
    )
  }

  app.post(
    '/shopify/figures',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'After a restore of our database: whose stock figures stand',
        body: z.strictObject({ whose: z.enum(['ours', 'theirs']) }),
        response: { 200: Done, ...failures },
      },
    },
    async (request) =>
      tellShop(deps, request, async (tx) => {
        await standBy(tx, deps, request.caller, request.body.whose)
        return done
      }),
  )
}
