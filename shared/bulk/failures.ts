/** Why a bulk operation left one product as it was: the code, and the sentence beside it in the file of failures. */
export const bulkFailures = {
  'price-below-zero': 'The price would be below zero.',
  'price-too-high': 'The price would be higher than any price can be.',
  'too-many-tags': 'The product would have more than 100 tags.',
  'stock-below-zero': 'The shelf would hold less than nothing.',
  'stock-too-high': 'The shelf would hold more than any shelf can.',
  'product-gone': 'The product was deleted after it was selected.',
  'changed-since': 'Somebody changed this since the operation, so it was not undone.',
} as const

export type BulkFailure = keyof typeof bulkFailures
