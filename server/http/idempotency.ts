import type { FastifyRequest } from 'fastify'
import type { Tx } from '../database/database.ts'
import { inTransaction, sqlState } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { payloadHash } from '../fingerprint.ts'
import { ApiError } from './api-error.ts'
import { claimKey, keepAnswer, keyByName } from './queries.ts'
import type { KeyClaim } from './queries.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes an Idempotency-Key. */
    isKeyed?: boolean
  }
}

/** The `config` of a route whose command runs once for its key: the documentation names the header by it. */
export const keyed = { isKeyed: true }

/** What a command answers: kept under its key, so it must be plain JSON. */
export type CommandAnswer<T> = { status: number; body: T }

/**
 * Runs a command once for its Idempotency-Key: the key, the answer and the command's own writes are committed
 * together or not at all. A repeat gets the first answer without `work` being called; one that comes while the first
 * still runs waits for it. A command that failed has left nothing behind, so its repeat is a first attempt again.
 *
 * `work` may be called more than once (a deadlock is tried again) and must do nothing outside the transaction; tell
 * others of the outcome after this function has returned.
 *
 * @throws ApiError request/idempotency-key without a fitting header, request/key-reused where the key came with
 *   another person, address or body, request/key-in-progress where the first attempt takes too long
 */
export async function once<T>(
  deps: Deps,
  request: FastifyRequest,
  work: (tx: Tx) => Promise<CommandAnswer<T>>,
): Promise<CommandAnswer<T>> {
  if (!request.routeOptions.config.isKeyed) throw new Error('the route does not say that it is keyed')
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new ApiError('request/idempotency-key')
  const { tenantId } = request.caller
  const bodyHash = fingerprint(request)
  const claim: KeyClaim = {
    tenantId,
    key,
    bodyHash,
    route: request.routeOptions.url ?? '',
    createdAt: new Date(deps.now()),
  }
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    if (!(await claimed(tx, claim))) return repeatOf<T>(tx, tenantId, key, bodyHash)
    const answer = await work(tx)
    await keepAnswer(tx, { tenantId, key, status: answer.status, answer: JSON.stringify(answer.body) })
    return answer
  })
}

/** Waits while another transaction holds the same key, as long as any lock may be waited for (L6). */
async function claimed(tx: Tx, claim: KeyClaim): Promise<boolean> {
  try {
    return await claimKey(tx, claim)
  } catch (error) {
    if (sqlState(error) === '55P03') throw new ApiError('request/key-in-progress', undefined, 1)
    throw error
  }
}

async function repeatOf<T>(
  tx: Tx,
  tenantId: string,
  key: string,
  bodyHash: Buffer,
): Promise<CommandAnswer<T>> {
  const first = await keyByName(tx, tenantId, key)
  if (!first) throw new ApiError('request/key-in-progress', undefined, 1)
  if (!first.bodyHash.equals(bodyHash)) throw new ApiError('request/key-reused')
  // Written by `once` itself from an answer of this route.
  return { status: first.status, body: first.answer as T }
}

/** What must be the same for a request to be a repeat: who asks, of which address, with which body. */
function fingerprint(request: FastifyRequest): Buffer {
  const { method, params, query, body, caller } = request
  return payloadHash([caller.userId, method, request.routeOptions.url, params, query, body ?? null])
}
