import { gidOf } from './gid.ts'
import type { State } from './state.ts'

export type ShopOptions = {
  domain: string
  name: string
  currency: string
  timeZone: string
  clientId: string
  clientSecret: string
  scopes: readonly string[]
}

/** Where ids begin: the first number beyond 2^53 that no JavaScript number is. */
const FIRST_ID = 9_007_199_254_740_993n

/** A shop with nothing in it, with our app installed. */
export function newState(options: ShopOptions, at: number): State {
  return {
    shop: {
      id: gidOf('Shop', FIRST_ID),
      name: options.name,
      domain: options.domain,
      email: `owner@${options.domain}`,
      currency: options.currency,
      timeZone: options.timeZone,
      createdAt: at,
    },
    app: {
      id: gidOf('App', FIRST_ID + 2n),
      installationId: gidOf('AppInstallation', FIRST_ID + 4n),
      clientId: options.clientId,
      secrets: [options.clientSecret],
      scopes: [...options.scopes],
      installed: true,
      tokens: {},
    },
    lastId: (FIRST_ID + 6n).toString(),
    lastOrderNumber: 1000,
    locations: {},
    products: {},
    variants: {},
    items: {},
    levels: {},
    orders: {},
    refunds: {},
    subscriptions: {},
    bulks: {},
    keys: {},
    deliveries: {},
  }
}
