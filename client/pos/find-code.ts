import type { Product } from '../../shared/catalog/product.ts'
import { hasValidCheckDigit, looksLikeGtin, spellingsOf } from './check-digit.ts'

/** What finding by code needs of the catalogue. */
export type CodeBook = {
  byBarcode(code: string): Product | null
  bySku(sku: string): Product | null
}

/** `misread`: a check digit is wrong, so scanning again helps; `unknown`: nothing has this code. */
export type Found = { kind: 'found'; product: Product } | { kind: 'misread' } | { kind: 'unknown' }

/**
 * The product that a scanned code names: exactly by barcode, then exactly by SKU.
 *
 * A wrong check digit counts only where nothing has the code: shops print numbers of their own that have none.
 */
export function findCode(code: string, catalogue: CodeBook): Found {
  for (const spelling of spellingsOf(code)) {
    const product = catalogue.byBarcode(spelling)
    if (product) return { kind: 'found', product }
  }
  const product = catalogue.bySku(code)
  if (product) return { kind: 'found', product }
  return { kind: looksLikeGtin(code) && !hasValidCheckDigit(code) ? 'misread' : 'unknown' }
}
