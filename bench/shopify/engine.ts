import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { v7 } from 'uuid'
import { openDatabase } from '../../server/database/database.ts'
import type { Database } from '../../server/database/database.ts'
import type { Deps } from '../../server/deps.ts'
import { openShopApi } from '../../server/shopify/api/open-shop-api.ts'
import type { ShopApi } from '../../server/shopify/api/shop-api.ts'
import { seal } from '../../server/shopify/connection/seal.ts'
import type { World } from '../world/open-world.ts'
import { SECRET } from '../world/server-process.ts'
import type { Shop } from '../world/shop.ts'
import { DOMAIN } from './domain.ts'

const CLIENT_ID = 'sandbox-client-id'
const CLIENT_SECRET = 'shpss_sandbox_secret'

/** The engine in the hands of a benchmark, without a server around it. */
export type Engine = { deps: Deps; api: ShopApi; database: Database; close(): Promise<void> }

/** Opens the engine on a world's database. A call that fails for more than want of points ends the benchmark. */
export function openEngine(world: World, shopFetch: typeof fetch): Engine {
  const database = openDatabase({ url: world.url })
  const deps: Deps = {
    database,
    now: Date.now,
    newId: v7,
    logger: pino({ level: 'silent' }),
    telegram: null,
    shopFetch,
    news: { logMoved: () => {} } as unknown as Deps['news'],
    // Nothing of an import, nor of a first reading, asks for these.
    jobs: null as unknown as Deps['jobs'],
    mail: null as unknown as Deps['mail'],
    model: null,
    metrics: null as unknown as Deps['metrics'],
    secret: SECRET,
    secureCookies: false,
    clientFolder: null,
    publicUrl: null,
  }
  const api = openShopApi({
    domain: DOMAIN,
    clientId: CLIENT_ID,
    secret: CLIENT_SECRET,
    shopFetch,
    now: Date.now,
    sleep: (milliseconds, signal) =>
      sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {}),
    note: ({ code }) => {
      if (code !== 'THROTTLED') throw new Error(`a call failed: ${code}`)
    },
  })
  return { deps, api, database, close: () => database.close() }
}

/**
 * Connects a business to the sandbox, one location to its only branch. Its webhooks are the benchmark's matter.
 *
 * @param locationId as Shopify numbers it
 */
export async function connect(
  { owner }: World,
  { tenantId, branchId, cashierId }: Shop,
  locationId: string,
): Promise<void> {
  await owner.query(
    `insert into shopify_connections (tenant_id, domain, client_id, secret, shop_name, currency, digits, state, owners,
       opening_stock, device_id, connected_by, connected_at, reader_epoch, reader_seq, orders_since, checked_at)
     values ($1, $2, $3, $4, 'Bench', 'USD', 2, 'on', '{}', 'shopify', $5, $6, now(), 'bench', 0, now(), now())`,
    [tenantId, DOMAIN, CLIENT_ID, seal(SECRET, tenantId, CLIENT_SECRET), v7(), cashierId],
  )
  await owner.query(
    `insert into shopify_locations (tenant_id, id, name, is_active, branch_id) values ($1, $2, 'Bench', true, $3)`,
    [tenantId, locationId, branchId],
  )
}
