import { Product } from '../../shared/catalog/product.ts'
import type { Collection, Pushed } from '../sync/collection.ts'
import { settleMerged } from '../sync/settle-merged.ts'
import type { MergedCollection } from '../sync/settle-merged.ts'
import { productFields } from './product-document.ts'
import { lockProducts, writeProducts } from './queries.ts'

/** How edits of products meet each other (M4). */
export const mergedProducts: MergedCollection<Product> = {
  name: 'products',
  fields: [
    'groupId',
    'groupTitle',
    'title',
    'variantTitle',
    'sku',
    'barcode',
    'vendor',
    'category',
    'tags',
    'price',
    'cost',
    'taxRate',
    'status',
    'imageUrl',
    'shopifyVariantId',
    '_deleted',
  ],
  lock: lockProducts,
  write: writeProducts,
  fault: () => null,
}

export const productCollection: Collection = {
  name: 'products',
  table: 'products',
  scope: 'tenant',
  thirtyDays: false,
  fields: productFields,
  push: {
    schema: Product,
    roles: ['ADMIN'],
    needsDevice: false,
    settle: (tx, deps, batch) => settleMerged(tx, deps, mergedProducts, batch as readonly Pushed<Product>[]),
  },
}
