import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { Branch } from '../../shared/branches/branch.ts'
import { BranchChange, Business, BusinessChange, NewBranch } from '../../shared/branches/business.ts'
import { Closing, ClosingBody } from '../../shared/branches/closing.ts'
import { SettingsBody } from '../../shared/branches/change-settings.ts'
import { FlagsBody } from '../../shared/branches/change-flags.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { ApiError } from '../http/api-error.ts'
import { keyed, once } from '../http/idempotency.ts'
import { inTransaction } from '../database/transaction.ts'
import { addBranch } from './add-branch.ts'
import { branchById } from './branch-by-id.ts'
import { changeBusiness, readBusiness } from './change-business.ts'
import { changeFlags } from './change-flags.ts'
import { changeSettings } from './change-settings.ts'
import { closeBranch, reopenBranch } from './close-branch.ts'
import { findInTheWay } from './find-in-the-way.ts'
import { listBranches } from './list-branches.ts'
import { renameBranch } from './rename-branch.ts'

/** GET /branches; for admins POST /branches, PATCH /branches/:id, its /settings, /flags, /closing, /close and /reopen, GET and PATCH /business. */
export async function branchRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/branches',
    {
      onRequest: authenticate,
      schema: {
        summary: 'The branches with their settings; everybody may know them, as by pull',
        response: { 200: z.object({ branches: z.array(Branch) }), ...failures },
      },
    },
    async (request) => ({ branches: await listBranches(deps, request.caller.tenantId) }),
  )

  app.post(
    '/branches',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Open a branch, with the settings of another one if `like` names it',
        body: NewBranch,
        response: { 201: Branch, ...failures },
      },
    },
    async (request, reply) => {
      const { caller, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await addBranch(tx, deps, caller, body),
      }))
      deps.news.logMoved(caller.tenantId)
      reply.status(201)
      return answer.body
    },
  )

  app.get(
    '/business',
    {
      onRequest: [authenticate, allow('ADMIN')],
      schema: { summary: 'The business as a whole', response: { 200: Business, ...failures } },
    },
    async ({ caller: { tenantId } }) =>
      inTransaction(deps.database.tenant(tenantId), (tx) => readBusiness(tx, tenantId)),
  )

  app.patch(
    '/business',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Change the business as a whole, and settings of all its branches at once',
        description:
          'Only what is named changes. The currency is fixed once something was sold. `everyBranch` takes what PATCH /branches/:id/settings takes, and overwrites what the branches have.',
        body: BusinessChange,
        response: { 200: Business, ...failures },
      },
    },
    async (request) => {
      const { caller, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await changeBusiness(tx, deps, caller, body),
      }))
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )

  app.patch(
    '/branches/:id',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Give a branch another name; its lanes hear of it at once',
        description: '`version` as for the settings. The code of a branch never changes.',
        params: z.object({ id: Id }),
        body: BranchChange,
        response: { 200: Branch, ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await renameBranch(tx, deps, caller, params.id, body),
      }))
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )

  app.patch(
    '/branches/:id/settings',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Change settings of a branch; its lanes hear of it at once',
        description:
          'Only what is named changes. `version` is the `seq` of the branch that the change was made from; where somebody else was first, it is refused with 409.',
        params: z.object({ id: Id }),
        body: SettingsBody,
        response: { 200: Branch, ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await changeSettings(tx, deps, caller, params.id, body),
      }))
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )

  app.patch(
    '/branches/:id/flags',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Change at how many of the branch’s lanes a feature is on; they hear of it at once',
        description:
          'A percentage of lanes, or null for what the app does by itself. `version` as for the settings.',
        params: z.object({ id: Id }),
        body: FlagsBody,
        response: { 200: Branch, ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await changeFlags(tx, deps, caller, params.id, body),
      }))
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )

  app.get(
    '/branches/:id/closing',
    {
      onRequest: [authenticate, allow('ADMIN')],
      schema: {
        summary: 'What stands in the way of closing a branch',
        params: z.object({ id: Id }),
        response: { 200: Closing, ...failures },
      },
    },
    async ({ caller: { tenantId }, params }) =>
      inTransaction(deps.database.tenant(tenantId), async (tx) => {
        if (!(await branchById(tx, tenantId, params.id))) throw new ApiError('branch/unknown')
        return { inTheWay: await findInTheWay(tx, tenantId, params.id) }
      }),
  )

  for (const [what, carryOut, summary] of [
    ['close', closeBranch, 'Close a branch at which nothing is left; its past stays'],
    ['reopen', reopenBranch, 'Open a closed branch again'],
  ] as const)
    app.post(
      `/branches/:id/${what}`,
      {
        onRequest: [authenticate, allow('ADMIN')],
        config: keyed,
        schema: {
          summary,
          description: '`version` as for the settings. Since when it is closed is `settings.closedAt`.',
          params: z.object({ id: Id }),
          body: ClosingBody,
          response: { 200: Branch, ...failures },
        },
      },
      async (request) => {
        const { caller, params, body } = request
        const answer = await once(deps, request, async (tx) => ({
          status: 200,
          body: await carryOut(tx, deps, caller, params.id, body),
        }))
        deps.news.logMoved(caller.tenantId)
        return answer.body
      },
    )
}
