import { z } from 'zod'
import { LanePeople, PinFailures } from '../../shared/access/lane-people.ts'
import { Device, DeviceBody, DeviceChange } from '../../shared/access/session.ts'
import { Id } from '../../shared/basics/scalars.ts'
import { BranchLanes } from '../../shared/branches/lanes.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { NoBody } from '../http/no-body.ts'
import { ListedDevice, listDevices } from './list-devices.ts'
import { listLanes } from './list-lanes.ts'
import { listPeople } from './list-people.ts'
import { notePinFailures } from './note-pin-failures.ts'
import { SyncLogCursor, SyncLogPage, readSyncLog } from './read-sync-log.ts'
import { receiptKeyOf } from './receipt-key.ts'
import { registerDevice } from './register-device.ts'
import { renameDevice } from './rename-device.ts'
import { revokeDevice } from './revoke-device.ts'

const OneDevice = z.object({ id: Id })

/** POST /devices, GET /devices, and of one device: PATCH, revoke, people, pin-failures, sync-log; GET /branches/:id/lanes. */
export async function deviceRoutes(app: App, deps: Deps): Promise<void> {
  app.post(
    '/devices',
    {
      onRequest: authenticate,
      schema: { summary: 'Register a lane', body: DeviceBody, response: { 201: Device, ...failures } },
    },
    async (request, reply) => {
      const { caller, body } = request
      const register = inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        registerDevice(tx, deps, caller, body),
      )
      const device = await register
      // Its requests may be looking for it right now, and have found nothing: nobody may join them.
      await deps.news.accessChanged(caller.tenantId, device.id)
      // Whoever registers a lane works at it.
      await app.access.deviceOf(caller, device.id)
      return reply.code(201).send(device)
    },
  )

  app.get(
    '/devices',
    {
      onRequest: authenticate,
      schema: {
        summary: 'The lanes that the caller may see',
        querystring: z.strictObject({ branchId: Id.optional() }),
        response: { 200: z.object({ devices: z.array(ListedDevice) }), ...failures },
      },
    },
    async (request) => ({ devices: await listDevices(deps, request.caller, request.query.branchId ?? null) }),
  )

  app.get(
    '/branches/:id/lanes',
    {
      onRequest: authenticate,
      schema: {
        summary: 'The lanes of a branch that may be selling now, and when each was last seen',
        params: OneDevice,
        response: { 200: BranchLanes, ...failures },
      },
    },
    async (request) => listLanes(deps, request.caller, request.params.id),
  )

  app.patch(
    '/devices/:id',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Give a lane another name; its branch and its code stay',
        params: OneDevice,
        body: DeviceChange,
        response: { 200: Device, ...failures },
      },
    },
    async (request) => {
      const { caller, params } = request
      const { body } = await once(deps, request, async (tx) => ({
        status: 200,
        body: await renameDevice(tx, deps, caller, params.id, request.body),
      }))
      return body
    },
  )

  app.post(
    '/devices/:id/revoke',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Shut a device out, at once on every node',
        params: OneDevice,
        body: NoBody,
        response: { 200: z.object({ id: z.string(), revokedAt: z.string() }), ...failures },
      },
    },
    async (request) => {
      const { id } = request.params
      const { body } = await once(deps, request, async (tx) => ({
        status: 200,
        body: { id, ...(await revokeDevice(tx, deps, request.caller, id)) },
      }))
      await deps.news.accessChanged(request.caller.tenantId, id)
      return body
    },
  )

  app.get(
    '/devices/:id/people',
    {
      onRequest: authenticate,
      schema: {
        summary:
          'Who may work at a lane, with the hashes of their PINs; the lane may then name them as cashiers',
        params: OneDevice,
        response: { 200: LanePeople, ...failures },
      },
    },
    async (request) => {
      const { caller } = request
      const device = await app.access.deviceOf(caller, request.params.id)
      const people = await inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        listPeople(tx, deps, caller, device),
      )
      return { people, receiptKey: receiptKeyOf(deps.secret, caller.tenantId, device.id) }
    },
  )

  app.post(
    '/devices/:id/pin-failures',
    {
      onRequest: authenticate,
      config: keyed,
      schema: {
        summary: 'Report the wrong PINs of a lane, for the audit log',
        params: OneDevice,
        body: PinFailures,
        response: { 200: z.object({ recorded: z.int() }), ...failures },
      },
    },
    async (request) => {
      const { caller } = request
      const device = await app.access.deviceOf(caller, request.params.id)
      const { body } = await once(deps, request, async (tx) => ({
        status: 200,
        body: await notePinFailures(tx, deps, caller, device, request.body.failures),
      }))
      return body
    },
  )

  app.get(
    '/devices/:id/sync-log',
    {
      onRequest: [authenticate, allow('ADMIN', 'SUPPORT')],
      schema: {
        summary: 'What a device pulled and pushed, newest first',
        params: OneDevice,
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          after: SyncLogCursor.optional(),
        }),
        response: { 200: SyncLogPage, ...failures },
      },
    },
    async (request) => {
      const { limit, after } = request.query
      return readSyncLog(deps, request.caller.tenantId, request.params.id, limit, after ?? null)
    },
  )
}
