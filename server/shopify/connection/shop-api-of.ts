import type { Deps } from '../../deps.ts'
import type { Sleep } from '../api/governor.ts'
import { noteCall } from '../api/note-call.ts'
import { openShopApi } from '../api/open-shop-api.ts'
import type { ShopApi } from '../api/shop-api.ts'
import { sleep as realSleep } from '../api/sleep.ts'
import type { Connection } from './connection.ts'
import { unseal } from './seal.ts'

type Held = { sealed: string; api: ShopApi }

const held = new WeakMap<Deps, Map<string, Held>>()

/**
 * The API of a connected shop: the same one for as long as its credentials are, since it holds the token and what is
 * known of the budget. Undefined where the kept secret does not open, as after the server was given another secret:
 * then it has to be entered anew.
 */
export function shopApiOf(
  deps: Deps,
  connection: Pick<Connection, 'tenantId' | 'domain' | 'clientId' | 'sealedSecret'>,
  sleep: Sleep = realSleep,
): ShopApi | undefined {
  const { tenantId, domain, clientId, sealedSecret } = connection
  const apis = held.get(deps) ?? new Map<string, Held>()
  held.set(deps, apis)
  const sealed = [domain, clientId, sealedSecret.toString('base64')].join(' ')
  const known = apis.get(tenantId)
  if (known?.sealed === sealed) return known.api
  const secret = unseal(deps.secret, tenantId, sealedSecret)
  if (secret === undefined) return undefined
  const { shopFetch, now } = deps
  const note = (call: Parameters<typeof noteCall>[2]): void => void noteCall(deps, tenantId, call)
  const api = openShopApi({ domain, clientId, secret, shopFetch, now, sleep, note })
  apis.set(tenantId, { sealed, api })
  return api
}
