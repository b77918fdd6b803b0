import type { CollectionName } from '../../shared/sync/collections.ts'

/** What a document of a collection is called on screen: a key of the status words. */
export function kindOf(collection: CollectionName) {
  switch (collection) {
    case 'orders':
      return 'kind_order'
    case 'customers':
      return 'kind_customer'
    case 'stockMovements':
      return 'kind_movement'
    case 'shifts':
      return 'kind_shift'
    case 'parkedSales':
      return 'kind_parked'
    case 'products':
    case 'stockLevels':
    case 'branches':
      return 'kind_document'
  }
}
