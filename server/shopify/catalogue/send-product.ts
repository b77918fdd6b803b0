import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { stopFor } from '../connection/stop-for.ts'
import { priceText } from '../mapping/price-text.ts'
import { hintProducts } from './hint-queries.ts'
import { UPDATE_PRODUCT, UPDATE_VARIANTS } from './operations.ts'
import type { ProductPayload, VariantsPayload } from './plan-sends.ts'
import { agree } from './queries.ts'
import { nextTry } from './retry-times.ts'
import { dueSend, noteSend } from './send-queries.ts'
import type { ProductSend } from './send-queries.ts'
import type { Told } from './told-fields.ts'

/**
 * Sends the oldest of what Shopify is to be told of its products. Values are set, not changed by, so that a repeat
 * after an answer that was lost does no harm. What was acknowledged is what both sides agree on from then on; what
 * Shopify refuses is dead at once, with its words; what failed on the way is tried again after 1, 5 and 15 minutes.
 */
export async function sendProduct(shop: Shop, connection: Connection): Promise<Step> {
  const { deps, tenantId, api, signal } = shop
  const send = await dueSend(deps.database.tenant(tenantId), tenantId, new Date(deps.now()).toISOString())
  if (!send) return 'idle'
  const call = callOf(send, connection.digits)
  const answer = await api.ask(call.operation, call.variables, signal)
  if (answer.kind === 'failed') return noteFailure(shop, send, answer.fault)
  const read = Payload.safeParse(answer.data[call.root])
  if (!read.success)
    return noteFailure(shop, send, { kind: 'never', code: 'shopify/shape', message: read.error.message })
  await noteAnswer(shop, send, read.data.userErrors)
  return 'more'
}

const Payload = z.object({
  userErrors: z.array(z.object({ field: z.nullish(z.array(z.string())), message: z.string() })),
})
type UserErrors = z.infer<typeof Payload>['userErrors']

function callOf(send: ProductSend, digits: number) {
  const id = `gid://shopify/Product/${send.shopProductId}`
  if (send.kind === 'product') {
    const named = Object.entries(send.payload.fields).map(([field, { value }]) => [
      NAMES[field] ?? field,
      field === 'status' ? String(value).toUpperCase() : value,
    ])
    return {
      operation: UPDATE_PRODUCT,
      root: 'productUpdate',
      variables: { product: { id, ...Object.fromEntries(named) } },
    }
  }
  const variants = Object.entries(send.payload.variants).map(([variantId, { price, sku, barcode }]) => ({
    id: `gid://shopify/ProductVariant/${variantId}`,
    ...(price === undefined ? {} : { price: priceText(price, digits) }),
    ...(barcode === undefined ? {} : { barcode }),
    ...(sku === undefined ? {} : { inventoryItem: { sku } }),
  }))
  return {
    operation: UPDATE_VARIANTS,
    root: 'productVariantsBulkUpdate',
    variables: { productId: id, variants },
  }
}

/** What our fields are called there. */
const NAMES: Readonly<Record<string, string>> = { groupTitle: 'title', category: 'productType' }

async function noteAnswer({ deps, tenantId }: Shop, send: ProductSend, errors: UserErrors): Promise<void> {
  const at = new Date(deps.now()).toISOString()
  const { agreed, left } =
    send.kind === 'product' ? ofProduct(send.payload, errors) : ofVariants(send.payload, errors)
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    if (agreed.length > 0) await agree(tx, tenantId, agreed)
    // The other variants of the product have its new values there, too: they are read.
    if (send.kind === 'product' && left === null) await hintProducts(tx, tenantId, [send.shopProductId], at)
    const attempts = send.attempts + 1
    if (left === null) return noteSend(tx, tenantId, send.id, { state: 'done', attempts, at })
    const message = errors
      .map((error) => [error.field?.join('.'), error.message].filter(Boolean).join(': '))
      .join('; ')
    const fault = { kind: 'never', code: 'shopify/refused', message }
    return noteSend(tx, tenantId, send.id, { state: 'dead', attempts, at, fault, payload: left })
  })
}

type Noted = { agreed: { variantId: string; values: Partial<Told> }[]; left: object | null }

/** A product is written whole or not at all. */
function ofProduct(payload: ProductPayload, errors: UserErrors): Noted {
  if (errors.length > 0) return { agreed: [], left: payload }
  const agreed = Object.entries(payload.fields).flatMap(([field, { value, variantIds }]) =>
    variantIds.map((variantId) => ({ variantId, values: { [field]: value } as Partial<Told> })),
  )
  return { agreed: together(agreed), left: null }
}

/** Of variants those are written that nothing is said of; where something is said of no one in particular, none is. */
function ofVariants({ variants }: VariantsPayload, errors: UserErrors): Noted {
  const all = Object.entries(variants)
  const places = errors.map(({ field }) => (field?.[0] === 'variants' ? Number(field[1]) : Number.NaN))
  const isLeft = (index: number): boolean => places.some((place) => Number.isNaN(place) || place === index)
  const left = all.filter((_, index) => isLeft(index))
  return {
    agreed: all.filter((_, index) => !isLeft(index)).map(([variantId, values]) => ({ variantId, values })),
    left: left.length === 0 ? null : { variants: Object.fromEntries(left) },
  }
}

function together(agreed: Noted['agreed']): Noted['agreed'] {
  return [...Map.groupBy(agreed, ({ variantId }) => variantId)].map(([variantId, parts]) => ({
    variantId,
    values: Object.assign({}, ...parts.map(({ values }) => values)) as Partial<Told>,
  }))
}

async function noteFailure({ deps, tenantId }: Shop, send: ProductSend, fault: CallFault): Promise<Step> {
  const db = deps.database.tenant(tenantId)
  // That the shop may not be told anything at all is no fault of this.
  if (await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, fault))) return 'idle'
  const attempts = send.attempts + 1
  const nextTryAt = fault.kind === 'again' ? nextTry(deps.now(), attempts) : undefined
  await inTransaction(db, (tx) =>
    noteSend(tx, tenantId, send.id, {
      state: nextTryAt === undefined ? 'dead' : 'waiting',
      attempts,
      at: new Date(deps.now()).toISOString(),
      fault,
      ...(nextTryAt === undefined ? {} : { nextTryAt }),
    }),
  )
  return 'more'
}
