import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { World } from './world.ts'

const GrantRequest = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.literal('client_credentials'),
})

/** A token is good for 24 hours, told as a second less. */
const TOKEN_SECONDS = 24 * 60 * 60

/** The client credentials grant: a token for who knows the app's id and one of its secrets. */
export function grant(world: World, body: unknown): { status: number; body: Record<string, unknown> } {
  const { app } = world.state
  const parsed = GrantRequest.safeParse(body)
  if (!parsed.success)
    return {
      status: 400,
      body: { error: 'invalid_request', error_description: 'The request is missing a parameter.' },
    }
  const { client_id: clientId, client_secret: secret } = parsed.data
  if (clientId !== app.clientId)
    return {
      status: 400,
      body: {
        error: 'application_cannot_be_found',
        error_description: 'The application cannot be found. The API key may be invalid.',
      },
    }
  if (!app.secrets.some((known) => isSame(known, secret)))
    return {
      status: 400,
      body: { error: 'invalid_client', error_description: 'Client authentication failed.' },
    }
  if (!app.installed)
    return {
      status: 400,
      body: { error: 'shop_not_permitted', error_description: 'The app is not installed on this shop.' },
    }
  const token = `shpat_${randomBytes(16).toString('hex')}`
  app.tokens[token] = world.clock.now() + TOKEN_SECONDS * 1_000
  world.touch()
  return {
    status: 200,
    body: { access_token: token, scope: app.scopes.join(','), expires_in: TOKEN_SECONDS - 1 },
  }
}

/** Whether a token opens the API now. */
export function isAllowed(world: World, token: unknown): boolean {
  const { app } = world.state
  return app.installed && typeof token === 'string' && (app.tokens[token] ?? 0) > world.clock.now()
}

function isSame(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(one), hash(other))
}
