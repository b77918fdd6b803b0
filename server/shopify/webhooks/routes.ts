import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { App } from '../../http/app-type.ts'
import { failures } from '../../http/error-answer.ts'
import { findDoor } from './find-door.ts'
import type { Door } from './find-door.ts'
import { isSigned } from './is-signed.ts'
import { readHeaders, readSignature } from './read-headers.ts'
import { takeWebhook } from './take-webhook.ts'

/** A product with all its variants is much, but not more than this. */
const LARGEST = 10 * 1024 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose shop claims to have sent a webhook, and how it was signed. */
    signed: { door: Door; signature: Buffer } | null
  }
}

/** POST /webhooks/shopify: whoever signs as a connected shop. Answered as soon as it is kept. */
export async function webhookRoutes(app: App, deps: Deps): Promise<void> {
  await app.register(async (room: App) => {
    const late = new Set<Promise<void>>()
    room.addHook('onClose', () => Promise.allSettled(late))
    room.decorateRequest('signed', null)
    room.removeAllContentTypeParsers()
    room.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    room.post(
      '/webhooks/shopify',
      {
        bodyLimit: LARGEST,
        // Strangers are sent away before their body is read.
        onRequest: async (request) => {
          const signature = readSignature(request.headers)
          const door = signature && (await findDoor(deps, signature.domain))
          if (!door) throw new ApiError('shopify/forged')
          request.signed = { door, signature: signature.signature }
        },
        schema: {
          summary: 'What Shopify tells; signed over the raw body, deduplicated by the webhook id',
          security: [],
          response: { 200: z.object({}), ...failures },
        },
      },
      async ({ signed, body, headers, log }) => {
        const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        if (!signed || !isSigned(raw, signed.signature, signed.door.secrets))
          throw new ApiError('shopify/forged')
        const { tenantId } = signed.door
        const read = readHeaders(headers)
        if (!read) throw new ApiError('request/invalid')
        // Postgres keeps no NUL, and JSON has none.
        const text = raw.toString('utf8').replaceAll('\0', '\uFFFD')
        const waits = await inTransaction(deps.database.tenant(tenantId), (tx) =>
          takeWebhook(tx, deps, tenantId, read, text),
        )
        if (waits) {
          const left = workItOff(deps, tenantId)
            .catch((error: unknown) => log.warn({ err: error }, 'no second job was left'))
            .finally(() => late.delete(left))
          late.add(left)
        }
        return {}
      },
    )
  })
}

/**
 * A job that waited already when this webhook was kept may have been taken up before it could be seen: another one is
 * left now that it can. The job inside the transaction stands for the case that this process ends here.
 */
async function workItOff(deps: Deps, tenantId: string): Promise<void> {
  await deps.jobs.send(deps.database.tenant(tenantId), 'shopify.pass', { tenantId })
  deps.jobs.nudge('shopify.pass')
}
