import { z } from 'zod'
import { NewPassword, NewPerson, NewPin, People, PersonChange } from '../../shared/access/people.ts'
import { Id } from '../../shared/basics/scalars.ts'
import { inTransaction } from '../database/transaction.ts'
import { Invitation } from '../../shared/access/invitation.ts'
import type { Deps } from '../deps.ts'
import { invite } from './invite.ts'
import { newRefreshSecret } from './refresh-token.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { NoBody } from '../http/no-body.ts'
import { changeUser } from './change-user.ts'
import { createUser } from './create-user.ts'
import { enableUser } from './enable-user.ts'
import { givePassword, givePin } from './give-credentials.ts'
import { hashPassword } from './hash-password.ts'
import { listUsers } from './list-users.ts'

const OnePerson = z.object({ id: Id })
const Changed = z.object({ id: z.string() })

/**
 * What admins do with people: GET, POST /users; PATCH /users/:id; POST /users/:id/enable; PUT /users/:id/password, pin.
 *
 * Commands that carry a password or a PIN take no Idempotency-Key: the hash of the body that `once` keeps would be a
 * quick way to guess them. Giving the same twice is giving it once; a person created twice has one email.
 */
export async function peopleRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN')]

  app.get(
    '/users',
    { onRequest, schema: { summary: 'Everybody of the business', response: { 200: People, ...failures } } },
    async (request) => ({ people: await listUsers(deps, request.caller.tenantId) }),
  )

  app.post(
    '/users',
    {
      onRequest,
      schema: { summary: 'Enter somebody new', body: NewPerson, response: { 201: Changed, ...failures } },
    },
    async (request, reply) => {
      const { caller, body } = request
      const hashes = {
        // Who is to choose it by a link cannot sign in before: nobody knows this one.
        passwordHash: await hashPassword(body.password ?? newRefreshSecret()),
        pinHash: body.pin === null ? null : await hashPassword(body.pin),
      }
      const created = await inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        createUser(tx, deps, caller, body, hashes),
      )
      return reply.code(201).send(created)
    },
  )

  app.patch(
    '/users/:id',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Change name, role and branch; another role or branch ends their sessions',
        params: OnePerson,
        body: PersonChange,
        response: { 200: Changed.extend({ signedOut: z.boolean() }), ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await changeUser(tx, deps, caller, params.id, body),
      }))
      await deps.news.accessChanged(caller.tenantId, params.id)
      return answer.body
    },
  )

  app.post(
    '/users/:id/enable',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Switch an account on again',
        params: OnePerson,
        body: NoBody,
        response: { 200: Changed, ...failures },
      },
    },
    async (request) => {
      const { caller, params } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await enableUser(tx, deps, caller, params.id),
      }))
      await deps.news.accessChanged(caller.tenantId, params.id)
      return answer.body
    },
  )

  app.put(
    '/users/:id/password',
    {
      onRequest,
      schema: {
        summary: 'Give somebody a new password; their sessions end',
        params: OnePerson,
        body: NewPassword,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { caller, params, body } = request
      const hash = await hashPassword(body.password)
      await inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        givePassword(tx, deps, caller, params.id, hash),
      )
      await deps.news.accessChanged(caller.tenantId, params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/users/:id/invitation',
    {
      onRequest,
      schema: {
        summary: 'A link by which somebody sets their own password and PIN: once, within three days',
        description:
          'No Idempotency-Key: the answer that it keeps would be the key to an account. A repeat makes another link, and the one before ends.',
        params: OnePerson,
        body: NoBody,
        response: { 201: Invitation, ...failures },
      },
    },
    async (request, reply) => {
      const { caller, params } = request
      const invitation = await inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        invite(tx, deps, caller, params.id),
      )
      return reply.code(201).send(invitation)
    },
  )

  app.put(
    '/users/:id/pin',
    {
      onRequest,
      schema: {
        summary: 'Give somebody a new PIN, or take it away',
        params: OnePerson,
        body: NewPin,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { caller, params, body } = request
      const hash = body.pin === null ? null : await hashPassword(body.pin)
      await inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        givePin(tx, deps, caller, params.id, hash),
      )
      return reply.code(204).send(null)
    },
  )
}
