import type { Product } from '../../../shared/catalog/product.ts'
import { documentIdOf } from '../document-id.ts'
import type { ShopVariant } from '../mapping/product.ts'
import { refused } from '../mapping/refusal.ts'
import type { Refused } from '../mapping/refusal.ts'
import type { Told } from './told-fields.ts'

/** A variant that Shopify told of, and the product that it is of there. */
export type Met = { shopProductId: string; productUpdatedAt: string; variant: ShopVariant }

/** A variant there and a product here that are one. */
export type Link = {
  variantId: string
  shopProductId: string
  productId: string
  base: Told | null
  isNew: boolean
  isGone: boolean
  isTracked: boolean
}

export type MeetingFacts = {
  /** By variant, those that are gone among them. */
  links: ReadonlyMap<string, Link>
  /** Every product here that is linked to one of the variants or has a code of theirs. */
  products: readonly Product[]
  /** Which variant a product stands for already, by product. */
  linkedTo: ReadonlyMap<string, string>
  /** The group that other variants of a product of Shopify's are in, by that product. */
  groups: ReadonlyMap<string, string>
}

/** What a variant of Shopify's is here. */
export type Meeting = Met &
  (
    | { kind: 'known'; product: Product; link: Link }
    | { kind: 'matched'; product: Product }
    | { kind: 'new'; productId: string; groupId: string }
    | { kind: 'refused'; refused: Refused }
  )

/**
 * Says for each variant which product here it is: the one that it was, else the only one with its SKU, else the only
 * one with its barcode, else a new one. Where several here or there could be meant, nobody is taken: of two variants
 * with one SKU the first has it, and the others are refused until they have their own.
 */
export function decideMeetings(tenantId: string, met: readonly Met[], facts: MeetingFacts): Meeting[] {
  const products = new Map(facts.products.map((product) => [product.id, product]))
  const bySku = Map.groupBy(facts.products.filter(isThere), ({ sku }) => sku)
  const byBarcode = Map.groupBy(facts.products.filter(isThere), ({ barcode }) => barcode ?? '')
  const linkedTo = new Map(facts.linkedTo)
  const newCodes = new Set<string>()

  return met.map((one): Meeting => {
    const { variant } = one
    const { sku, barcode } = variant.fields
    const link = facts.links.get(variant.variantId)
    const own = link && products.get(link.productId)
    if (link && own && [undefined, variant.variantId].includes(linkedTo.get(link.productId))) {
      if (own._deleted)
        return { ...one, kind: 'refused', refused: refused('shopify/deleted-here', 'id', sku) }
      linkedTo.set(own.id, variant.variantId)
      return { ...one, kind: 'known', product: own, link }
    }
    const candidates = bySku.get(sku) ?? (barcode === null ? [] : (byBarcode.get(barcode) ?? []))
    const codes = [`sku ${sku}`, ...(barcode === null ? [] : [`barcode ${barcode}`])]
    const [candidate] = candidates
    if (
      candidates.length > 1 ||
      (candidate && linkedTo.has(candidate.id)) ||
      (!candidate && codes.some((code) => newCodes.has(code)))
    )
      return { ...one, kind: 'refused', refused: refused('shopify/ambiguous', 'sku', sku) }
    if (candidate) {
      linkedTo.set(candidate.id, variant.variantId)
      return { ...one, kind: 'matched', product: candidate }
    }
    const productId = newProductId(tenantId, variant.variantId)
    if (products.has(productId))
      return { ...one, kind: 'refused', refused: refused('shopify/deleted-here', 'id', sku) }
    for (const code of codes) newCodes.add(code)
    const groupId =
      facts.groups.get(one.shopProductId) ?? documentIdOf(tenantId, 'Product', one.shopProductId)
    return { ...one, kind: 'new', productId, groupId }
  })
}

/** The id of the product that a variant becomes where there is none: whoever reads it again means the same (U3). */
export function newProductId(tenantId: string, variantId: string): string {
  return documentIdOf(tenantId, 'ProductVariant', variantId)
}

function isThere({ _deleted }: Product): boolean {
  return !_deleted
}
