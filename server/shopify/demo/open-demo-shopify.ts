import { join } from 'node:path'
import pg from 'pg'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import type { Sandbox } from '../sandbox/open-sandbox.ts'
import { overlappingCatalogue } from './overlapping-catalogue.ts'
import type { SharedProduct } from './overlapping-catalogue.ts'

/** The demo's own Shopify: who its credentials are for, and how it is reached. */
export type DemoShopify = {
  tenantId: string
  adminId: string
  branches: { id: string; name: string }[]
  /** Where one plays the online customer. */
  address: string
  domain: string
  clientId: string
  secret: string
  /** The network, with the shop's address in it. */
  shopFetch: typeof fetch
  close: () => Promise<void>
}

/** Products that are looked at for what both sides have. */
const LOOKED_AT = 1_500

/**
 * Opens the sandbox beside the demo business, with a catalogue that overlaps with its own. The shop is kept in the data
 * folder, so that a restarted demo finds the online orders that its database remembers. Null where there is no demo.
 *
 * @param ownerUrl connection string of the database's owner
 * @param port where it listens if that is free
 */
export async function openDemoShopify(
  ownerUrl: string,
  dataDir: string,
  port: number,
): Promise<DemoShopify | null> {
  const demo = await demoIn(ownerUrl)
  if (demo === null) return null
  const sandbox = openSandbox({
    file: join(dataDir, 'shopify-sandbox.json'),
    currency: demo.currency,
    timeZone: demo.timeZone,
    catalogue: overlappingCatalogue(
      demo.products,
      demo.branches.map(({ name }) => name),
    ),
  })
  const address = await listen(sandbox, port)
  const { shop, app } = sandbox.world.state
  return {
    tenantId: demo.tenantId,
    adminId: demo.adminId,
    branches: demo.branches,
    address,
    domain: shop.domain,
    clientId: app.clientId,
    secret: app.secrets[0] ?? '',
    shopFetch: fetchWith(shop.domain, address),
    close: sandbox.close,
  }
}

async function listen(sandbox: Sandbox, port: number): Promise<string> {
  try {
    return await sandbox.listen(port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return sandbox.listen()
  }
}

/** What is for the shop's own address goes to where it really listens; all else goes where it says. */
function fetchWith(domain: string, address: string): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.hostname !== domain) return fetch(input, init)
    return fetch(new URL(url.pathname + url.search, address), init)
  }
}

type Demo = {
  tenantId: string
  adminId: string
  currency: string
  timeZone: string
  branches: DemoShopify['branches']
  products: SharedProduct[]
}

/** Asked as the owner: which business is the demo nobody else may know. */
async function demoIn(ownerUrl: string): Promise<Demo | null> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Omit<Demo, 'branches' | 'products'>>(
      `select t.id as "tenantId", u.id as "adminId", t.currency, t.time_zone as "timeZone"
       from tenants t join users u on u.tenant_id = t.id where u.email = 'admin@demo.test'`,
    )
    const [tenant] = rows
    if (!tenant) return null
    const branches = await client.query<{ id: string; name: string }>(
      'select id, name from branches where tenant_id = $1 and not deleted order by seq',
      [tenant.tenantId],
    )
    const ids = branches.rows.map(({ id }) => id)
    const products = await client.query<Omit<SharedProduct, 'price'> & { price: string }>(
      `select p.group_id as "groupId", p.group_title as "groupTitle", p.variant_title as "variantTitle", p.sku,
         p.barcode, p.vendor, p.category, p.tags, p.price,
         array(select s.on_hand from unnest($2::uuid[]) with ordinality as b (id, place)
               left join stock_levels s
                 on s.tenant_id = p.tenant_id and s.branch_id = b.id and s.product_id = p.id
               order by b.place) as "onHand"
       from products p
       where p.tenant_id = $1 and not p.deleted and p.status = 'active'
       order by p.group_id, p.sku limit $3`,
      [tenant.tenantId, ids, LOOKED_AT],
    )
    const shared = products.rows.map((row) => ({
      ...row,
      price: Number(row.price) as SharedProduct['price'],
    }))
    return { ...tenant, branches: branches.rows, products: shared }
  } finally {
    await client.end()
  }
}
