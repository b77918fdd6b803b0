import { z } from 'zod'
import type { CallFault } from './shop-api.ts'

/** What opens the API, or why it stays shut. */
export type Token = { kind: 'granted'; token: string } | { kind: 'failed'; fault: CallFault }

/** The access token of a shop, kept in memory. Never throws. */
export type Tokens = {
  /** @param refused a token that Shopify refused: it is not given again */
  get: (refused?: string) => Promise<Token>
}

/** How the grant is asked for: answers status and text, or why there is no answer. */
export type AskGrant = () => Promise<
  { kind: 'answered'; status: number; text: string } | { kind: 'failed'; fault: CallFault }
>

/** A token is renewed this long before it ends, or a tenth of its life where that is less. */
const EARLY_MS = 60 * 60 * 1_000

/**
 * Gets tokens by the client credentials grant. Who asks while one is being granted gets the same one; a token that is
 * still good is used where its early renewal fails for a reason that may pass.
 */
export function openTokens(ask: AskGrant, now: () => number): Tokens {
  let held: { token: string; renewAt: number; endsAt: number } | undefined
  let granting: Promise<Token> | undefined

  const grant = async (): Promise<Token> => {
    const asked = await ask()
    const read = asked.kind === 'answered' ? readGrant(asked.status, asked.text) : asked
    if (read.kind === 'failed') {
      if (read.fault.kind === 'again' && held !== undefined && held.endsAt > now())
        return { kind: 'granted', token: held.token }
      return read
    }
    const { token, seconds } = read
    const life = seconds * 1_000
    held = { token, renewAt: now() + life - Math.min(EARLY_MS, life / 10), endsAt: now() + life }
    return { kind: 'granted', token }
  }

  return {
    get: async (refused) => {
      if (refused !== undefined && held?.token === refused) held = undefined
      if (held !== undefined && now() < held.renewAt) return { kind: 'granted', token: held.token }
      granting ??= grant().finally(() => {
        granting = undefined
      })
      return granting
    },
  }
}

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })
const Refused = z.object({ error: z.string(), error_description: z.string().optional() })

function readGrant(
  status: number,
  text: string,
): { kind: 'read'; token: string; seconds: number } | { kind: 'failed'; fault: CallFault } {
  const json = parsed(text)
  const granted = Granted.safeParse(json)
  if (status === 200 && granted.success)
    return { kind: 'read', token: granted.data.access_token, seconds: granted.data.expires_in }
  const said = Refused.safeParse(json)
  const code = said.success ? said.data.error : `http-${status}`
  const message =
    (said.success && said.data.error_description) || `The grant was answered with HTTP ${status}.`
  return { kind: 'failed', fault: { kind: kindOf(status, code), code, message } }
}

function kindOf(status: number, code: string): CallFault['kind'] {
  if (NOT_INSTALLED.has(code) || GONE.has(status)) return 'gone'
  // A grant that is answered with success and yet without a token is nothing of Shopify's, but of what is in between.
  if (status < 400 || status === 408 || status === 429 || status === 430 || status >= 500) return 'again'
  return 'refused'
}

const NOT_INSTALLED = new Set(['shop_not_permitted', 'app_not_installed'])
/** Frozen for want of payment, not there, locked. */
const GONE = new Set([402, 404, 423])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
