import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { CollectionName } from '../../shared/sync/collections.ts'
import {
  DigestAnswer,
  DigestQuery,
  PullAnswer,
  PullQuery,
  PushAnswer,
  PushBody,
  PushQuery,
} from '../../shared/sync/protocol.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app-type.ts'
import { authenticate } from '../http/authenticate.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { failures } from '../http/error-answer.ts'
import type { Collection, CollectionPush } from './collection.ts'
import { readDigest } from './digest.ts'
import { currentHead } from './head.ts'
import { openPageCache } from './page-cache.ts'
import { readPage } from './pull.ts'
import { openPushDesk } from './push.ts'
import { collections } from './registry.ts'
import { scopeOf } from './scope.ts'
import { shareQueries } from './share-query.ts'

const Params = z.object({ collection: z.string() })

/** Pull, push and digest of every collection (wire contract v1). The stream is beside it, in `stream.ts`. */
export async function replicationRoutes(app: App, deps: Deps): Promise<void> {
  const cache = openPageCache()
  const desk = openPushDesk(deps)
  const shareDigest = shareQueries<DigestAnswer>()
  const epochs = new Map<string, string>()
  const leave = [deps.news.onHeads(forgetOldEpoch), deps.news.onGap(() => cache.clear())]
  app.addHook('onClose', async () => {
    for (const go of leave) go()
  })

  function forgetOldEpoch({ tenantId, epoch }: { tenantId: string; epoch: string }): void {
    if ((epochs.get(tenantId) ?? epoch) !== epoch) cache.clear()
    epochs.set(tenantId, epoch)
  }

  app.get(
    '/replication/:collection/pull',
    {
      onRequest: [authenticate, lane],
      schema: {
        summary: 'A page of a collection: what changed after a position, in order',
        params: Params,
        querystring: PullQuery,
        // The page is written as text by Postgres; the schema is here for the documentation.
        response: { 200: z.any().describe(z.toJSONSchema(PullAnswer).title ?? 'PullAnswer'), ...failures },
      },
    },
    async (request, reply) => {
      const { caller, query } = request
      const collection = collectionNamed(request.params.collection)
      const scope = scopeOf(collection, caller, deps.now())
      const key = [caller.tenantId, scope.key, query.seq, query.limit].join('|')
      const read = () =>
        readPage(
          deps.database.tenant(caller.tenantId),
          collection,
          caller.tenantId,
          scope,
          query.seq,
          query.limit,
        )
      let page = await cache.page(key, read)
      if (query.epoch !== undefined && query.epoch !== page.epoch) {
        // The page may be of an epoch that has ended: forgotten, and looked at once more before anybody is sent away.
        cache.forget(key)
        page = await cache.page(key, read)
      }
      const isBehindPurge = query.seq > 0 && query.seq < page.horizon
      if ((query.epoch ?? page.epoch) !== page.epoch || query.seq > page.head || isBehindPurge) {
        throw new ApiError('sync/epoch-changed', { epoch: page.epoch, head: page.head })
      }
      note(request, 'pull', collection, { reached: page.reached, documents: page.count })
      return sendPage(request, reply, page)
    },
  )

  app.post(
    '/replication/:collection/push',
    {
      onRequest: [authenticate, lane],
      schema: {
        summary: 'Settle documents: each has its own outcome; what differs from what was sent is answered',
        params: Params,
        querystring: PushQuery,
        body: PushBody,
        response: { 200: PushAnswer, ...failures },
      },
    },
    async (request) => {
      const { caller, device, body, query } = request
      const collection = pushableNamed(request.params.collection, caller, device)
      if (query.epoch !== undefined) await checkEpoch(deps, caller, query.epoch)
      const { conflicts, refused } = await desk.push({ collection, caller, device, rows: body.rows })
      note(request, 'push', collection, {
        documents: body.rows.length,
        rejected: refused,
        conflicts: conflicts.filter((document) => document['status'] === 'conflict').length,
      })
      return { conflicts }
    },
  )

  app.get(
    '/replication/:collection/digest',
    {
      onRequest: [authenticate, lane],
      schema: {
        summary: 'Count, sum and xor of the positions of the live rows in scope, at one head',
        params: Params,
        querystring: DigestQuery,
        response: { 200: DigestAnswer, ...failures },
      },
    },
    async (request) => {
      const { caller, query } = request
      const collection = collectionNamed(request.params.collection)
      const scope = scopeOf(collection, caller, deps.now(), query.since)
      return shareDigest(`${caller.tenantId}|${scope.key}`, () =>
        readDigest(deps.database.tenant(caller.tenantId), collection, caller.tenantId, scope),
      )
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

/** Hook: a lane named in X-Device-Id must be known and not revoked; pulling is possible without one. */
async function lane(request: FastifyRequest): Promise<void> {
  const named = request.headers['x-device-id']
  if (named === undefined) return
  const id = Id.safeParse(named)
  if (!id.success) throw new ApiError('device/unknown')
  request.device = await request.server.access.deviceOf(request.caller, id.data)
}

function collectionNamed(name: string): Collection {
  const known = CollectionName.safeParse(name)
  if (!known.success) throw new ApiError('sync/unknown-collection', { collections: CollectionName.options })
  return collections[known.data]
}

function pushableNamed(
  name: string,
  caller: Caller,
  device: CallerDevice | null,
): Collection & { push: CollectionPush } {
  const collection = collectionNamed(name)
  const { push } = collection
  if (!push || !push.roles.includes(caller.role)) throw new ApiError('sync/read-only')
  if (push.needsDevice && !device) throw new ApiError('device/required')
  return { ...collection, push }
}

async function checkEpoch(deps: Deps, caller: Caller, epoch: string): Promise<void> {
  const head = await currentHead(deps.database.tenant(caller.tenantId), caller.tenantId)
  if (head.epoch !== epoch) throw new ApiError('sync/epoch-changed', head)
}

/** The page's bytes as they lie in the cache, compressed where the caller takes it and it pays. */
async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: { plain: Buffer; compressed: () => Promise<Buffer> },
): Promise<FastifyReply> {
  void reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store')
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  if (!takesGzip || page.plain.length < 4096) return sendRaw(reply, page.plain)
  void reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding')
  return sendRaw(reply, await page.compressed())
}

/** Bytes pass the serializer by. */
function sendRaw(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.serializer((payload: unknown) => payload as string).send(bytes)
}
