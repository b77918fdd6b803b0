import type { FastifyRequest } from 'fastify'
import type { Role } from '../../shared/access/roles.ts'
import { Id } from '../../shared/basics/scalars.ts'
import type { Access } from './access.ts'
import { ApiError } from './api-error.ts'

declare module 'fastify' {
  interface FastifyInstance {
    access: Access
  }
}

/**
 * Hook: the caller's access token, confirmed by the database, becomes `request.caller` (A1, A2). As an `onRequest`
 * hook it keeps strangers' bodies from being read at all.
 *
 * @throws ApiError auth/token-missing and those of `Access.byToken`
 */
export async function authenticate(request: FastifyRequest): Promise<void> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new ApiError('auth/token-missing')
  const { caller } = await request.server.access.byToken(token)
  request.caller = caller
  request.logContext.tenantId = caller.tenantId
  request.logContext.userId = caller.userId
}

/**
 * Hook, after `authenticate`: the lane named in X-Device-Id, known and not revoked, becomes `request.device` (A2). Who
 * names none may go on without.
 *
 * @throws ApiError device/unknown and those of `Access.deviceOf`
 */
export async function lane(request: FastifyRequest): Promise<void> {
  const named = request.headers['x-device-id']
  if (named === undefined) return
  const id = Id.safeParse(named)
  if (!id.success) throw new ApiError('device/unknown')
  request.device = await request.server.access.deviceOf(request.caller, id.data)
  request.logContext.deviceId = request.device.id
}

/** Hook, after `authenticate`: only these roles may go on. */
export function allow(...roles: readonly Role[]): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (!roles.includes(request.caller.role)) throw new ApiError('access/forbidden')
  }
}
