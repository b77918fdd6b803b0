import { z } from 'zod'
import { Product } from '../../../shared/catalog/product.ts'
import { writeAudit } from '../../audit/write-audit.ts'
import { holdForMerge, mergeProducts } from '../../catalog/merge-products.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { TOLD_FIELDS } from './told-fields.ts'
import { decisionById, wasReversed } from './reverse-queries.ts'

/** What the audit log says of a field that both sides had changed. */
const Decision = z.object({
  variantId: z.string(),
  field: z.enum(TOLD_FIELDS),
  shopify: z.unknown(),
  omnisync: z.unknown(),
  won: z.enum(['shopify', 'omnisync']),
})

/**
 * Turns a decision about a field around: our product gets the value that lost, as by an edit of the caller, and
 * Shopify hears of it as of any change here.
 *
 * @param auditId of the entry `shopify.field-decided`
 * @throws ApiError shopify/decision-unknown, shopify/decision-reversed, product/unknown
 */
export async function reverseField(tx: Tx, deps: Deps, caller: Caller, auditId: string): Promise<void> {
  const { tenantId, userId } = caller
  const entry = await decisionById(tx, tenantId, auditId)
  if (!entry) throw new ApiError('shopify/decision-unknown')
  const { field, won, ...values } = Decision.parse(entry.details)
  // Who reverses the same decision at the same time waits here.
  const [product] = await holdForMerge(tx, tenantId, [entry.productId])
  if (!product || product._deleted) throw new ApiError('product/unknown')
  if (await wasReversed(tx, tenantId, entry.productId, auditId))
    throw new ApiError('shopify/decision-reversed')
  const value = won === 'shopify' ? values.omnisync : values.shopify
  const { groupTitle, title, variantTitle } = product
  // A product of a single variant has one name, in both of our fields.
  const isName = field === 'groupTitle' && variantTitle === '' && title === groupTitle
  const changed = Product.parse({ ...product, [field]: value, ...(isName ? { title: value } : {}) })
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'shopify.field-reversed',
      subject: 'products',
      subjectId: product.id,
      details: { decision: auditId, variantId: values.variantId, field, from: product[field], to: value },
    },
  ])
  await mergeProducts(tx, deps, { tenantId, userId }, [{ product: changed, assumed: product }])
}
