import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PinBody } from '../../shared/access/lane-people.ts'
import { InvitationQuery, Invited, JoinBody } from '../../shared/access/invitation.ts'
import { LoginAnswer, LoginBody, SessionUser } from '../../shared/access/session.ts'
import { Id } from '../../shared/basics/scalars.ts'
import type { Deps } from '../deps.ts'
import { ACCESS_TOKEN_LIFE } from '../http/access-token.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { ownPagesOnly } from '../http/own-pages.ts'
import { NoBody } from '../http/no-body.ts'
import { changePin } from './change-pin.ts'
import { countFailures } from './count-failures.ts'
import { disableUser } from './disable-user.ts'
import { join, readInvitation } from './invite.ts'
import { limitAddress } from './limit-address.ts'
import { logIn } from './log-in.ts'
import type { LoggedIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { readRefreshToken, writeRefreshToken } from './refresh-token.ts'
import { refresh } from './refresh.ts'

const COOKIE = 'omnisync_refresh'
const COOKIE_LIFE_SECONDS = 30 * 86_400

// All tills of a shop share one address; this stops a flood, guesses are counted by themselves.
const generous = {
  rateLimit: {
    max: 3_000,
    timeWindow: 60_000,
    errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) =>
      new ApiError('request/too-many', undefined, ttl / 1000),
  },
}
const open = { security: [] }

/** POST /auth/login, /auth/refresh, /auth/logout; GET /auth/me, PUT /auth/me/pin; POST /users/:id/disable. */
export async function userRoutes(app: App, deps: Deps): Promise<void> {
  const failed = countFailures(deps.now)
  const addresses = limitAddress(deps.now)
  const cookie = {
    path: '/api/v1/auth',
    httpOnly: true,
    sameSite: 'strict',
    secure: deps.secureCookies,
  } as const

  const answer = (reply: FastifyReply, { user, refresh: token }: LoggedIn): LoginAnswer => {
    reply.setCookie(COOKIE, writeRefreshToken(token), { ...cookie, maxAge: COOKIE_LIFE_SECONDS })
    const { id: userId, tenantId, role, branchId } = user
    const accessToken = app.access.sign({ tenantId, userId, role, branchId, sessionId: token.sessionId })
    return { accessToken, expiresIn: ACCESS_TOKEN_LIFE, user }
  }

  app.post(
    '/auth/login',
    {
      config: generous,
      schema: { ...open, summary: 'Log in', body: LoginBody, response: { 200: LoginAnswer, ...failures } },
    },
    async (request, reply) => {
      const email = request.body.email.trim()
      const login = () => logIn(deps, email, request.body.password)
      const counted = await addresses.attempt(
        request.ip,
        () => failed.attempt(`${email.toLowerCase()} ${request.ip}`, login),
        (made) => made.kind === 'done' && made.result === null,
      )
      if (counted.kind === 'wait') throw new ApiError('request/too-many', undefined, counted.seconds)
      const tried = counted.result
      if (tried.kind === 'wait') throw new ApiError('request/too-many', undefined, tried.seconds)
      if (!tried.result) throw new ApiError('auth/bad-credentials')
      return answer(reply, tried.result)
    },
  )

  app.post(
    '/auth/refresh',
    {
      onRequest: ownPagesOnly,
      config: generous,
      schema: {
        ...open,
        summary: 'A new access token for the refresh cookie',
        body: NoBody,
        response: { 200: LoginAnswer, ...failures },
      },
    },
    async (request, reply) => {
      const token = readRefreshToken(request.cookies[COOKIE])
      if (!token) throw new ApiError('auth/refresh-invalid')
      return answer(reply, await refresh(deps, token))
    },
  )

  app.post(
    '/auth/logout',
    {
      onRequest: ownPagesOnly,
      schema: {
        ...open,
        summary: 'End the session of the refresh cookie',
        body: NoBody,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const token = readRefreshToken(request.cookies[COOKIE])
      if (token) await logOut(deps, token)
      return reply.clearCookie(COOKIE, cookie).code(204).send(null)
    },
  )

  app.get(
    '/auth/invitation',
    {
      config: generous,
      schema: {
        ...open,
        summary: 'Whom a link is for',
        querystring: InvitationQuery,
        response: { 200: Invited, ...failures },
      },
    },
    async ({ query: { token } }) => readInvitation(deps, token),
  )

  app.post(
    '/auth/invitation',
    {
      config: generous,
      schema: {
        ...open,
        summary: 'Set password and PIN by a link, which is used up by it',
        body: JoinBody,
        response: { 204: z.null(), ...failures },
      },
    },
    async ({ body }, reply) => {
      const { tenantId, userId } = await join(deps, body)
      await deps.news.accessChanged(tenantId, userId)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/auth/me',
    {
      onRequest: authenticate,
      schema: {
        summary: 'Who the access token speaks for',
        response: { 200: z.object({ user: SessionUser }), ...failures },
      },
    },
    async (request) => ({ user: await app.access.personOf(request.caller) }),
  )

  // No Idempotency-Key: the hash of the body that `once` keeps would be a quick way to guess password and PIN, and
  // setting the same PIN twice is setting it once.
  app.put(
    '/auth/me/pin',
    {
      onRequest: authenticate,
      schema: {
        summary: 'A new PIN of one’s own, for the lanes one works at',
        body: PinBody,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { caller, body } = request
      const change = () => changePin(deps, caller, body.password, body.pin)
      const tried = await failed.attempt(`pin ${caller.userId}`, change)
      if (tried.kind === 'wait') throw new ApiError('request/too-many', undefined, tried.seconds)
      if (!tried.result) throw new ApiError('auth/wrong-password')
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/users/:id/disable',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Switch an account off, at once on every node',
        params: z.object({ id: Id }),
        body: NoBody,
        response: { 200: z.object({ id: z.string(), disabledAt: z.string() }), ...failures },
      },
    },
    async (request) => {
      const { id } = request.params
      const { body } = await once(deps, request, async (tx) => ({
        status: 200,
        body: { id, ...(await disableUser(tx, deps, request.caller, id)) },
      }))
      await deps.news.accessChanged(request.caller.tenantId, id)
      return body
    },
  )
}
