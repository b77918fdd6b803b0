import type { CollectionName } from '../../shared/sync/collections.ts'

/** What a document of a collection is called on screen: the end of a key of the status words, `kind_…`. */
export function kindOf(collection: CollectionName) {
  switch (collection) {
    case 'orders':
      return 'order'
    case 'customers':
      return 'customer'
    case 'stockMovements':
      return 'movement'
    case 'shifts':
      return 'shift'
    case 'parkedSales':
      return 'parked'
    case 'products':
    case 'stockLevels':
    case 'branches':
      return 'document'
  }
}
