import { fastify } from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { grant, isAllowed } from './access.ts'
import type { Clock } from './clock.ts'
import { addControls } from './controls.ts'
import type { Faults } from './faults.ts'
import type { Bucket } from './graphql/bucket.ts'
import { runRequest } from './graphql/run-request.ts'
import { addPage } from './page/routes.ts'
import { gidOf } from './store/gid.ts'
import { API_VERSION } from './version.ts'
import type { Webhooks } from './webhooks/deliver.ts'
import type { World } from './world.ts'

export type AppDeps = {
  world: World
  clock: Clock
  bucket: Bucket
  faults: Faults
  webhooks: Webhooks
  /** Where this is reached from outside. */
  origin: () => string
}

const GraphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** A request that is left without an answer is cut off after this, should its caller still wait. */
const SILENCE_MS = 60_000
const LARGEST_REQUEST = 20 * 1024 * 1024

/** Shopify's doors, and beside them the controls and the customer's page, which Shopify has not. */
export function buildApp(deps: AppDeps): FastifyInstance {
  const { world, bucket, faults, origin } = deps
  const app = fastify({ bodyLimit: LARGEST_REQUEST, forceCloseConnections: true })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.addContentTypeParser('application/graphql', { parseAs: 'string' }, (_, body, done) =>
    done(null, { query: String(body) }),
  )

  app.setErrorHandler((error, _, reply) =>
    reply.code(error instanceof z.ZodError ? 400 : 500).send({ errors: String(error) }),
  )

  app.post('/admin/oauth/access_token', (request, reply) => {
    const { status, body } = grant(world, request.body)
    return reply.code(status).send(body)
  })

  app.post('/admin/api/:version/graphql.json', (request, reply) => {
    if (!isAllowed(world, request.headers['x-shopify-access-token']))
      return reply
        .code(401)
        .send({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' })
    const parsed = GraphqlBody.safeParse(request.body)
    if (!parsed.success)
      return reply.code(400).send({ errors: { query: 'Required parameter missing or invalid' } })
    const { query, variables = null, operationName = null } = parsed.data
    const fault = faults.take(['status', 'timeout', 'timeout-after-commit', 'throttled'], query)
    if (fault?.kind === 'timeout') return staySilent(reply)
    if (fault?.kind === 'status')
      return reply
        .code(fault.status)
        .headers(fault.status === 429 ? { 'retry-after': '2.0' } : {})
        .send(fault.status === 429 ? { errors: 'Too Many Requests' } : '<html>upstream error</html>')
    const answer = runRequest(
      { query, variables, operationName },
      { world, bucket, origin: origin(), isThrottled: fault?.kind === 'throttled' },
    )
    if (fault?.kind === 'timeout-after-commit') return staySilent(reply)
    return reply
      .headers({ 'x-shopify-api-version': API_VERSION, 'x-request-id': world.newUuid() })
      .send(answer)
  })

  app.get<{ Params: { number: string } }>('/bulk-operation-outputs/bulk-:number.jsonl', (request, reply) => {
    const bulk = world.state.bulks[gidOf('BulkOperation', request.params.number)]
    if (bulk?.jsonl == null) return reply.code(404).send('Not Found')
    return reply.type('application/jsonl').send(bulk.jsonl)
  })

  addControls(app, deps)
  addPage(app, deps)
  return app
}

/** Says nothing, as a network that lost the answer. */
function staySilent(reply: FastifyReply): FastifyReply {
  void reply.hijack()
  setTimeout(() => reply.raw.destroy(), SILENCE_MS).unref()
  return reply
}
