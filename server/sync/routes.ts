import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  CollectionName,
  DigestAnswer,
  DigestQuery,
  PullAnswer,
  PullQuery,
  PushAnswer,
  PushBody,
  PushQuery,
} from '../../shared/sync/protocol.ts'
import { isForeign } from '../../shared/sync/log-name.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app-type.ts'
import { authenticate, lane } from '../http/authenticate.ts'
import { codeOf } from '../http/answer-errors.ts'
import { ANSWER_MS, LARGE_BODY_MS } from '../http/answer-in-time.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { failures } from '../http/error-answer.ts'
import { unnamedToo } from '../http/protocol.ts'
import type { Collection, Collections } from './collection.ts'
import { openDigests } from './digest.ts'
import { shareHeads } from './head.ts'
import { inTime } from './in-time.ts'
import { openPageCache } from './page-cache.ts'
import type { ReadyPage } from './page-cache.ts'
import { readPage } from './pull.ts'
import { protocols, understand } from '../../shared/sync/protocols.ts'
import { openReplicaReads } from './replica.ts'
import { scopeOf } from './scope.ts'

const Params = z.object({ collection: z.string() })

/** Pull, push and digest of every collection (wire contract v1). The stream is beside it, in `stream.ts`. */
export async function replicationRoutes(app: App, deps: Deps, collections: Collections): Promise<void> {
  const headOf = shareHeads(deps.database)
  const { metrics } = deps
  const understood = understand(deps.protocols ?? protocols)
  const anyProtocol = unnamedToo(understood.judge)
  const readNearby = openReplicaReads(deps, headOf)
  const pages = openPageCache({
    read: (asked) => {
      metrics.pulledPages.inc({ from: 'database' })
      return readNearby(asked.tenantId, (db) => readPage(db, asked, understood.downText))
    },
    headOf,
  })
  const digests = openDigests(readNearby, headOf)
  const epochs = new Map<string, string>()
  const leave = [deps.news.onHeads(forgetOldEpoch), deps.news.onGap(() => pages.clear())]
  app.addHook('onClose', async () => {
    for (const go of leave) go()
  })

  function forgetOldEpoch({ tenantId, epoch }: { tenantId: string; epoch: string }): void {
    if ((epochs.get(tenantId) ?? epoch) !== epoch) pages.clear()
    epochs.set(tenantId, epoch)
  }

  app.get(
    '/replication/:collection/pull',
    {
      onRequest: [anyProtocol, authenticate, lane],
      onError: noteFault('pull'),
      schema: {
        summary: 'A page of a collection: what changed after a position, in order',
        params: Params,
        querystring: PullQuery,
        response: { 200: PullAnswer, ...failures },
      },
    },
    async (request, reply) => {
      const { caller, query } = request
      const collection = named(collections, request.params.collection)
      const scope = scopeOf(collection, caller, deps.now())
      const asked = {
        tenantId: caller.tenantId,
        collection,
        scope,
        from: query.seq,
        limit: query.limit,
        protocol: request.wireVersion,
      }
      let page = await pages.page(asked)
      if (isForeign(query, page)) {
        // The page may be of a log that has ended: forgotten, and looked at once more before anybody is sent away.
        pages.forget(asked)
        page = await pages.page(asked)
      }
      if (isForeign(query, page)) {
        // News may be late, or nobody's here: a kept page of the old log would send the caller round in a circle.
        forgetOldEpoch({ tenantId: caller.tenantId, epoch: page.epoch })
        throw new ApiError('sync/epoch-changed', { epoch: page.epoch, head: page.head })
      }
      // What moves later is told apart from the log that the pages are of.
      if (!epochs.has(caller.tenantId)) epochs.set(caller.tenantId, page.epoch)
      metrics.pulledPages.inc({ from: 'anywhere' })
      metrics.pulledDocuments.inc({ collection: collection.name }, page.count)
      note(request, 'pull', collection, { reached: page.reached, documents: page.count })
      if (request.device) app.audiences.pulled(caller.tenantId, request.device.id)
      const isCompressed = takesGzip(request)
      pages.readAhead(asked, page, isCompressed)
      return sendPage(reply, page, isCompressed)
    },
  )

  app.post(
    '/replication/:collection/push',
    {
      onRequest: [anyProtocol, authenticate, lane],
      onError: noteFault('push'),
      handlerTimeout: LARGE_BODY_MS,
      schema: {
        summary: 'Settle documents: each has its own outcome; what differs from what was sent is answered',
        params: Params,
        querystring: PushQuery,
        body: PushBody,
        response: { 200: PushAnswer, ...failures },
      },
    },
    async (request) => {
      const { caller, device, body, query, wireVersion: protocol } = request
      const collection = named(collections, request.params.collection)
      const { name } = collection
      checkPushable(collection, caller, device)
      const rows = body.rows.map((row) => ({
        newDocumentState: understood.up(protocol, name, row.newDocumentState),
        ...(row.assumedMasterState === undefined
          ? {}
          : { assumedMasterState: understood.up(protocol, name, row.assumedMasterState) }),
      }))
      const settling = app.pushDesk.push({ collection: name, caller, device, rows, log: query })
      const { conflicts, refused } = await inTime(ANSWER_MS, settling)
      note(request, 'push', collection, {
        documents: body.rows.length,
        rejected: refused,
        conflicts: conflicts.filter((document) => document['status'] === 'conflict').length,
      })
      return { conflicts: conflicts.map((document) => understood.down(protocol, name, document)) }
    },
  )

  app.get(
    '/replication/:collection/digest',
    {
      onRequest: [anyProtocol, authenticate, lane],
      schema: {
        summary: 'Count, sum and xor of the positions of the live rows in scope, at one head',
        params: Params,
        querystring: DigestQuery,
        response: { 200: DigestAnswer, ...failures },
      },
    },
    async (request) => {
      const { caller, query } = request
      const collection = named(collections, request.params.collection)
      const scope = scopeOf(collection, caller, deps.now(), query.since)
      return digests.digest(caller.tenantId, collection, scope)
    },
  )

  function note(
    request: FastifyRequest,
    direction: 'pull' | 'push',
    collection: Collection,
    counts: { documents: number; conflicts?: number; rejected?: number; reached?: number },
  ): void {
    if (!request.device) return
    const { tenantId } = request.caller
    app.syncLog.note({
      tenantId,
      deviceId: request.device.id,
      direction,
      collection: collection.name,
      ...counts,
    })
  }
}

/** Hook: what a device was refused, or failed at, stands in its log as well: else one that fails looks like a silent one. */
function noteFault(direction: 'pull' | 'push') {
  return async (request: FastifyRequest, _reply: FastifyReply, error: Error): Promise<void> => {
    if (!request.device) return
    const { collection } = request.params as z.infer<typeof Params>
    request.server.syncLog.note({
      tenantId: request.caller.tenantId,
      deviceId: request.device.id,
      direction,
      collection: CollectionName.safeParse(collection).data ?? null,
      error: codeOf(error, request),
    })
  }
}

function named(collections: Collections, name: string): Collection {
  const known = CollectionName.safeParse(name)
  if (!known.success) throw new ApiError('sync/unknown-collection', { collections: CollectionName.options })
  return collections[known.data]
}

function checkPushable({ push }: Collection, caller: Caller, device: CallerDevice | null): void {
  if (!push || !push.roles.includes(caller.role)) throw new ApiError('sync/read-only')
  if (push.needsDevice && !device) throw new ApiError('device/required')
}

function takesGzip(request: FastifyRequest): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
}

/**
 * The page's bytes as they lie in the cache, compressed where the caller takes it and it pays. They pass the route's
 * serializer by: Postgres wrote what the schema says.
 */
async function sendPage(reply: FastifyReply, page: ReadyPage, isCompressed: boolean): Promise<FastifyReply> {
  void reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((bytes: unknown) => bytes as string)
  if (!isCompressed || page.plain.length < 4096) return reply.send(page.plain)
  void reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding')
  return reply.send(await page.compressed())
}
