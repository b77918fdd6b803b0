import { AccountChange, AccountSettings } from '../../shared/account/settings.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { changeSettings, readSettings } from './own-settings.ts'

/** GET and PATCH /account/settings: what everybody sets for themselves. */
export async function accountRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/account/settings',
    {
      onRequest: authenticate,
      schema: {
        summary: 'How one wants to be told of things',
        response: { 200: AccountSettings, ...failures },
      },
    },
    async ({ caller }) => readSettings(deps, caller),
  )

  // No Idempotency-Key: to set the same twice is to set it once.
  app.patch(
    '/account/settings',
    {
      onRequest: authenticate,
      schema: {
        summary: 'Change how one wants to be told of things',
        body: AccountChange,
        response: { 200: AccountSettings, ...failures },
      },
    },
    async ({ caller, body }) => changeSettings(deps, caller, body),
  )
}
