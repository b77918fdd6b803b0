import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../http/caller.ts'
import { askShop } from '../connection/ask-shop.ts'
import { connectShop } from '../connection/connect-shop.ts'
import { mapLocations } from '../connection/map-locations.ts'
import { connectionOf } from '../connection/queries.ts'
import type { DemoShopify } from './open-demo-shopify.ts'

/**
 * Connects the demo business to its sandbox as its admin would, each location to the branch of its name, unless it is
 * connected already. The first import is left to whoever looks at the demo.
 */
export async function connectDemo(deps: Deps, demo: DemoShopify): Promise<void> {
  const { tenantId, adminId, domain, clientId, secret, branches } = demo
  const db = deps.database.tenant(tenantId)
  if (await connectionOf(db, tenantId)) return
  const credentials = { domain, clientId, secret }
  const facts = await askShop(deps, tenantId, credentials)
  const admin: Caller = { tenantId, userId: adminId, role: 'ADMIN', branchId: null, sessionId: deps.newId() }
  await inTransaction(db, async (tx) => {
    await connectShop(tx, deps, admin, credentials, facts)
    const map = facts.locations.map(({ id, name }) => ({
      locationId: id,
      branchId: branches.find((branch) => branch.name === name)?.id ?? null,
    }))
    await mapLocations(tx, deps, admin, map)
  })
}
