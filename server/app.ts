import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { accountRoutes } from './account/routes.ts'
import { alertRoutes } from './alerts/routes.ts'
import { approvalRoutes } from './approvals/routes.ts'
import { archiveRoutes } from './archive/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { openBackupFigures } from './backups/count-backups.ts'
import { backupRoutes } from './backups/routes.ts'
import { branchRoutes } from './branches/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { collections } from './collections.ts'
import { conflictRoutes } from './conflicts/routes.ts'
import { deadLetterRoutes } from './dead-letters/routes.ts'
import type { Deps } from './deps.ts'
import { laneById } from './devices/lane-by-id.ts'
import { notePeople } from './devices/note-people.ts'
import { openPresence } from './devices/presence.ts'
import { deviceRoutes } from './devices/routes.ts'
import { openSyncLog } from './devices/sync-log.ts'
import { homeRoutes } from './home/routes.ts'
import type { Caller } from './http/caller.ts'
import { openAccess } from './http/access.ts'
import { answerError, answerUnknownRoute } from './http/answer-errors.ts'
import { answerInTime } from './http/answer-in-time.ts'
import type { App } from './http/app-type.ts'
import { openLeaving } from './http/leaving.ts'
import { gatherOpenApi, openApiRoutes } from './http/openapi.ts'
import { readProtocol } from './http/protocol.ts'
import { readJson } from './http/read-json.ts'
import { logRequests } from './http/request-log.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { serveClient } from './http/serve-client.ts'
import { traceRequests } from './http/trace-requests.ts'
import { watchRequests } from './http/watch-requests.ts'
import { inventoryRoutes } from './inventory/routes.ts'
import { openFiguresOfAll } from './status/figures-of-all.ts'
import { keepHistory } from './status/keep-history.ts'
import { keepRecentErrors } from './status/recent-errors.ts'
import { shopifyRoutes } from './shopify/routes.ts'
import { webhookRoutes } from './shopify/webhooks/routes.ts'
import { statusRoutes } from './status/routes.ts'
import { systemRoutes } from './status/system-routes.ts'
import { summaryRoutes } from './summary/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { telegramRoutes } from './telegram/routes.ts'
import { readHome } from './home/read-home.ts'
import { openAudiences } from './sync/audience.ts'
import { outboxRoutes } from './sync/outbox-routes.ts'
import { openPushDesk } from './sync/push.ts'
import { protocols, understand } from '../shared/sync/protocols.ts'
import { replicationRoutes } from './sync/routes.ts'
import { letterParts } from './sync/settle-letters.ts'
import { streamRoutes } from './sync/stream.ts'
import { noTraces } from './traces/traces.ts'
import { peopleRoutes } from './users/admin-routes.ts'
import { userRoutes } from './users/routes.ts'
import { sessionById } from './users/session-by-id.ts'
import { velocityRoutes } from './velocity/routes.ts'

const BODY_LIMIT = 5_000_000
/** Frames of the stream are small; the hello carries a token. */
const FRAME_LIMIT = 16_384

/** Builds the server out of what a process is made of. Not listening yet: tests speak to it by `inject`. */
export async function buildApp(deps: Deps): Promise<App> {
  const logger: FastifyBaseLogger = deps.logger
  const app: App = fastify({
    loggerInstance: logger,
    // A line a request would be most of what a busy node does; see watch-requests.ts.
    // The lines of a request carry its id by themselves; see request-log.ts.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => deps.newId(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    // While the process stops, what still comes in on open connections is answered as ever.
    return503OnClosing: false,
    // The last address in X-Forwarded-For is what our proxy wrote; those before it are whatever the caller wrote.
    trustProxy: deps.behindProxy ? (_address, hop) => hop === 0 : false,
    frameworkErrors: answerError,
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError)
  logRequests(app)
  traceRequests(app, deps.traces ?? noTraces)
  readJson(app)
  watchRequests(app, deps.metrics)
  openLeaving(app)
  await addSecurityHeaders(app, deps.secureCookies)
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  // The stream says goodbye to its sockets itself, and gives the reason.
  await app.register(websocket, { options: { maxPayload: FRAME_LIMIT }, preClose: (done) => done() })
  await gatherOpenApi(app)

  const access = openAccess(deps, { sessionById, laneById, notePeople })
  const presence = openPresence(deps)
  const audiences = openAudiences(deps.news)
  const history = keepHistory(deps, presence)
  const syncLog = openSyncLog(deps)
  app.decorate('access', access)
  app.decorate('syncLog', syncLog)
  app.decorate('presence', presence)
  app.decorate('history', history)
  app.decorate('audiences', audiences)
  app.decorate('figuresOfAll', openFiguresOfAll(deps))
  app.decorate('countBackups', openBackupFigures(deps))
  app.decorate('recentErrors', keepRecentErrors(app, deps))
  app.decorate('pushDesk', openPushDesk(deps, collections))
  app.decorateRequest('caller')
  app.decorateRequest('device', null)
  app.decorateRequest('refusal', null)
  // Whoever's request was known has a business that is at work here; of strangers nothing is noted.
  app.addHook('onResponse', async ({ caller }: { caller?: Caller }) => {
    if (caller) history.note(caller.tenantId)
  })
  app.addHook('onClose', async () => {
    access.close()
    audiences.close()
    history.close()
    await syncLog.close()
    await presence.close()
  })

  await addRoutes(app, deps)
  if (deps.clientFolder === null) app.setNotFoundHandler(answerUnknownRoute)
  else await serveClient(app, deps.clientFolder)
  return app
}

/** Every feature's routes, in the order in which the documentation lists them. */
async function addRoutes(root: App, deps: Deps): Promise<void> {
  await root.register(
    async (app: App) => {
      answerInTime(app)
      readProtocol(app, understand(deps.protocols ?? protocols).judge)
      await userRoutes(app, deps)
      await peopleRoutes(app, deps)
      await deviceRoutes(app, deps)
      await branchRoutes(app, deps)
      await outboxRoutes(app, deps)
      await replicationRoutes(app, deps, collections)
      await streamRoutes(app, deps)
      await orderRoutes(app, deps)
      await archiveRoutes(app, deps)
      await conflictRoutes(app, deps)
      await approvalRoutes(app, deps)
      await deadLetterRoutes(app, deps, letterParts(deps, collections))
      await bulkRoutes(app, deps)
      await shopifyRoutes(app, deps)
      await statusRoutes(app, deps)
      await inventoryRoutes(app, deps)
      await velocityRoutes(app, deps)
      await systemRoutes(app, deps)
      await backupRoutes(app, deps)
      await homeRoutes(app, deps)
      await summaryRoutes(app, deps)
      await auditRoutes(app, deps)
      await accountRoutes(app, deps)
      await alertRoutes(app, deps)
      await telegramRoutes(app, deps, readHome)
      await webhookRoutes(app, deps)
      await openApiRoutes(app)
    },
    { prefix: '/api/v1' },
  )
  // Where load balancers, Prometheus and readers of the contract look for them.
  await statusRoutes(root, deps)
  await openApiRoutes(root)
}
