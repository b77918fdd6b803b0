import type { Reader } from '../sync/collection.ts'
import { instant } from '../sync/json-sql.ts'
import type { DocumentFields } from '../sync/json-sql.ts'

/** A row of products as its document; cost prices only for those who may see them (P2). */
export function productFields(reader: Reader): DocumentFields {
  return {
    id: 'id',
    seq: 'seq',
    _deleted: 'deleted',
    groupId: 'group_id',
    groupTitle: 'group_title',
    title: 'title',
    variantTitle: 'variant_title',
    sku: 'sku',
    barcode: 'barcode',
    vendor: 'vendor',
    category: 'category',
    tags: 'tags',
    price: 'price',
    ...(reader.seesCost ? { cost: 'cost' } : {}),
    taxRate: 'tax_rate',
    status: 'status',
    imageUrl: 'image_url',
    shopifyVariantId: 'shopify_variant_id',
    updatedAt: instant('updated_at'),
  }
}
