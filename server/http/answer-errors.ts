import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ErrorCode } from '../../shared/errors.ts'
import { isConnectionError } from '../database/errors.ts'
import { sqlState } from '../database/transaction.ts'
import { ApiError } from './api-error.ts'
import { errorAnswer } from './error-answer.ts'

/** Fastify's error handler: whatever was thrown, the caller reads a documented error, and nothing of our insides. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toApiError(thrown, request)
  request.refusal = error.code
  if (error.status >= 500)
    request.log.error({ ...request.logContext, err: thrown, code: error.code }, 'request failed')
  if (error.retryAfter !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(error.retryAfter)))
  // Fastify would hang up on somebody who is still sending, and they would never read why: the rest is read and dropped.
  if (error.code === 'request/too-large') reply.removeHeader('connection')
  // Past the type check of the route's own answers: an error fits every route.
  return reply
    .code(error.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorAnswer(error)))
}

/** Fastify's answer where no route fits. */
export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerError(new ApiError('request/not-found'), request, reply)
}

/** The code by which an error is answered. */
export function codeOf(thrown: unknown, request: FastifyRequest): ErrorCode {
  return toApiError(thrown, request).code
}

function toApiError(thrown: unknown, request: FastifyRequest): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (hasZodFastifySchemaValidationErrors(thrown)) return invalid(thrown)
  const state = sqlState(thrown)
  // Waited for a lock or ran longer than it may (L6): the same request can succeed a moment later.
  if (state && gaveUp.has(state)) return new ApiError('sync/busy', undefined, 1)
  if (isConnectionError(thrown)) return new ApiError('server/unavailable', undefined, 2)
  // A character that Postgres cannot keep, such as NUL: the schemas refuse it, this is the second door.
  if (state && unstorable.has(state)) return new ApiError('request/invalid')
  return ofFastify(thrown) ?? new ApiError('server/internal', { requestId: request.id })
}

const gaveUp = new Set(['40P01', '40001', '55P03', '57014'])
const unstorable = new Set(['22021', '22P05'])

/** At most this many paths: a push of garbage would otherwise be answered with megabytes. */
const pathsListed = 50

/** Each path that does not fit, as `body.lines.0.quantity`. */
function invalid(error: Omit<FastifyError, 'validation'> & { validation: readonly Issue[] }): ApiError {
  const where = error.validationContext ?? 'request'
  return new ApiError(
    'request/invalid',
    error.validation.slice(0, pathsListed).map((issue) => ({
      path: [where, ...issue.instancePath.split('/').filter(Boolean)].join('.'),
      message: issue.message ?? 'does not fit',
    })),
  )
}

type Issue = { instancePath: string; message?: string }

/** What Fastify itself refuses before a route is asked. */
function ofFastify(thrown: unknown): ApiError | undefined {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return undefined
  switch (thrown.statusCode) {
    case 400:
      return new ApiError(
        'code' in thrown && thrown.code === 'FST_ERR_BAD_URL' ? 'request/not-found' : 'request/not-json',
      )
    case 403: // a path outside the folder that is served
    case 404:
      return new ApiError('request/not-found')
    case 413:
      return new ApiError('request/too-large')
    case 414:
      return new ApiError('request/not-found')
    case 415:
      return new ApiError('request/media-type')
    case 429:
      return new ApiError('request/too-many')
    case 503: // the route's handlerTimeout (U7)
      return new ApiError('sync/busy', undefined, 1)
    default:
      return undefined
  }
}
