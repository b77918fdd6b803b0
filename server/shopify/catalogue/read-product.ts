import { Gid } from '../mapping/ids.ts'
import { productOfNodes } from '../mapping/node-product.ts'
import type { ShopVariant } from '../mapping/product.ts'
import type { Refused } from '../mapping/refusal.ts'

/** Something of a product's: a variant that reads well, or what could not be taken over. */
export type Item = { kind: 'variant'; variant: ShopVariant } | ({ kind: 'refused' } & Refusal)

/** What of Shopify's cannot be taken over, and why. */
export type Refusal = {
  subject: 'product' | 'variant'
  /** Shopify's number, or what stood in its place. */
  subjectId: string
  title: string
  refused: Refused
}

/** A product as Shopify told it, sorted into what can be taken over and what cannot. */
export type ReadProduct = {
  /** Null where not even that could be read. */
  shopProductId: string | null
  updatedAt: string | null
  items: Item[]
  /** All variants that it has, refused ones too; null where that is not known. */
  variantIds: string[] | null
}

/**
 * Reads a product's node and the nodes of all its variants.
 *
 * @param digits decimals of the shop's currency
 */
export function readProduct(node: unknown, variants: readonly unknown[], digits: number): ReadProduct {
  const id = Gid('Product').safeParse(field(node, 'id'))
  const shopProductId = id.success ? id.data : null
  const title = textOf(field(node, 'title')).slice(0, 300)
  const ids = variants.map((variant) => Gid('ProductVariant').safeParse(field(variant, 'id')))
  const variantIds =
    shopProductId !== null && ids.every(({ success }) => success) ? ids.map(({ data }) => data!) : null
  const read = productOfNodes(node, variants, digits)
  if (read.kind === 'refused') {
    const subjectId = shopProductId ?? (textOf(field(node, 'id')) || 'unknown').slice(0, 200)
    const items: Item[] = [{ kind: 'refused', subject: 'product', subjectId, title, refused: read }]
    return { shopProductId, updatedAt: null, items, variantIds }
  }
  const refusals = read.value.refused.map((refused): Item => {
    const index = Number(/^variants\.(\d+)/.exec(refused.path)?.[1] ?? -1)
    const variantTitle = textOf(field(variants[index], 'title'))
    return {
      kind: 'refused',
      subject: 'variant',
      subjectId: ids[index]?.data ?? `${shopProductId}#${index}`,
      title: [title, variantTitle].filter((part) => part !== '' && part !== 'Default Title').join(', '),
      refused,
    }
  })
  return {
    shopProductId,
    updatedAt: read.value.updatedAt,
    items: [...read.value.variants.map((variant): Item => ({ kind: 'variant', variant })), ...refusals],
    variantIds,
  }
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
