import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { failImport } from './fail-import.ts'
import { noteBulk, putOffImport } from './import-queries.ts'
import type { Import } from './import-queries.ts'
import { BULK, LATEST_BULKS, RUN_BULK, bulkProductsQuery } from './operations.ts'
import { productsOfLines } from './products-of-lines.ts'
import { takeImported } from './take-imported.ts'

/** A file is asked after so often while it is made. */
const ASKED_AGAIN_AFTER_MS = 2_000
/** Items of the file that one piece takes: the file is read anew by each. */
const ITEMS_A_PIECE = 5_000

/**
 * Takes a large catalogue as a file that Shopify makes of it: has it made, waits for it, and takes it part by part.
 * How many lines were taken is in each commit.
 */
export async function importFile(shop: Shop, connection: Connection, found: Import): Promise<Step> {
  if (found.bulkId === null) return haveFileMade(shop, found)
  const { deps, tenantId, api, signal } = shop
  const answer = await api.ask(BULK, { id: found.bulkId }, signal)
  if (answer.kind === 'failed') return failImport(shop, found, answer.fault)
  const bulk = Bulk.safeParse(answer.data['bulkOperation'])
  if (!bulk.success) return failImport(shop, found, shapeFault(bulk.error.message))
  const { status, errorCode, url } = bulk.data
  if (['CREATED', 'RUNNING', 'CANCELING'].includes(status)) {
    const until = new Date(deps.now() + ASKED_AGAIN_AFTER_MS).toISOString()
    await inTransaction(deps.database.tenant(tenantId), (tx) => putOffImport(tx, tenantId, found.id, until))
    return 'idle'
  }
  if (status !== 'COMPLETED') {
    // Whoever goes on by hand has another one made, of the shop as it is then.
    await inTransaction(deps.database.tenant(tenantId), (tx) => noteBulk(tx, tenantId, found.id, null))
    const message = `Shopify made no file of the catalogue: ${status} ${errorCode ?? ''}`.trim()
    return failImport(shop, found, { kind: 'never', code: 'shopify/no-file', message })
  }
  if (url === null) return takeImported(shop, connection, found, [], true)
  return takePart(shop, connection, found, url)
}

const Bulk = z.object({ status: z.string(), errorCode: z.nullable(z.string()), url: z.nullable(z.string()) })
const Latest = z.object({
  nodes: z.array(z.object({ id: z.string(), status: z.string(), query: z.string() })),
})
const Begun = z.object({
  bulkOperation: z.nullable(z.object({ id: z.string() })),
  userErrors: z.array(z.object({ message: z.string() })),
})

const ENDED_BADLY = new Set(['CANCELED', 'CANCELING', 'EXPIRED', 'FAILED'])

/** The answer to an earlier asking may have been lost: then the file is there, under the import's own name. */
async function haveFileMade(shop: Shop, found: Import): Promise<Step> {
  const { deps, tenantId, api, signal } = shop
  const query = bulkProductsQuery(found.id)
  const latest = await api.ask(LATEST_BULKS, {}, signal)
  if (latest.kind === 'failed') return failImport(shop, found, latest.fault)
  const known = Latest.safeParse(latest.data['bulkOperations'])
  if (!known.success) return failImport(shop, found, shapeFault(known.error.message))
  const [name = ''] = /Import_\w+/.exec(query) ?? []
  let id = known.data.nodes.find((one) => !ENDED_BADLY.has(one.status) && one.query.includes(name))?.id
  if (id === undefined) {
    const answer = await api.ask(RUN_BULK, { query }, signal)
    if (answer.kind === 'failed') return failImport(shop, found, answer.fault)
    const begun = Begun.safeParse(answer.data['bulkOperationRunQuery'])
    if (!begun.success) return failImport(shop, found, shapeFault(begun.error.message))
    const message = begun.data.userErrors.map((error) => error.message).join('; ')
    // As many as Shopify makes at once are being made: later there is room.
    if (!begun.data.bulkOperation)
      return failImport(shop, found, { kind: 'again', code: 'shopify/no-file', message })
    id = begun.data.bulkOperation.id
  }
  const bulkId = id
  await inTransaction(deps.database.tenant(tenantId), (tx) => noteBulk(tx, tenantId, found.id, bulkId))
  return 'more'
}

async function takePart(shop: Shop, connection: Connection, found: Import, url: string): Promise<Step> {
  let part
  try {
    const reply = await shop.deps.shopFetch(url, { signal: shop.signal })
    if (!reply.ok || !reply.body)
      return await failImport(shop, found, {
        kind: reply.status < 500 ? 'never' : 'again',
        code: `http-${reply.status}`,
        message: 'The file of the catalogue could not be fetched.',
      })
    part = await productsOfLines(reply.body, {
      skip: Number(found.cursor ?? 0),
      items: ITEMS_A_PIECE,
      digits: connection.digits,
    })
  } catch (error) {
    return failImport(shop, found, { kind: 'again', code: 'network', message: String(error) })
  }
  return takeImported(shop, connection, found, part.products, part.isLast)
}

function shapeFault(message: string): CallFault {
  return { kind: 'never', code: 'shopify/shape', message }
}
