import type { Product } from '../../shared/catalog/product.ts'
import { readScaleCode, soldByLabel } from '../../shared/catalog/scale-code.ts'
import type { ScalePrefixes } from '../../shared/catalog/scale-code.ts'
import { hasValidCheckDigit, looksLikeGtin, spellingsOf } from './check-digit.ts'

/** What finding by code needs of the catalogue. */
export type CodeBook = {
  byBarcode(code: string): Product | null
  bySku(sku: string): Product | null
}

/**
 * `labelled`: a scale's label, with what it sells; `misread`: a check digit is wrong, so scanning again helps;
 * `unknown`: nothing has this code.
 */
export type Found =
  | { kind: 'found'; product: Product }
  | { kind: 'labelled'; product: Product; quantity: number; unitPrice: number; label: string }
  | { kind: 'misread' }
  | { kind: 'unknown' }

/**
 * The product that a scanned code names: exactly by barcode, then exactly by SKU, then as the label of a scale.
 *
 * A wrong check digit counts only where nothing has the code: shops print numbers of their own that have none.
 */
export function findCode(code: string, catalogue: CodeBook, scales: ScalePrefixes): Found {
  for (const spelling of spellingsOf(code)) {
    const product = catalogue.byBarcode(spelling)
    if (product) return { kind: 'found', product }
  }
  const product = catalogue.bySku(code)
  if (product) return { kind: 'found', product }
  return (
    findLabel(code, catalogue, scales) ?? {
      kind: looksLikeGtin(code) && !hasValidCheckDigit(code) ? 'misread' : 'unknown',
    }
  )
}

/** Scanners that leave the leading zero out make twelve figures of a label that begins with 02. */
function findLabel(code: string, catalogue: CodeBook, scales: ScalePrefixes): Found | null {
  for (const spelling of spellingsOf(code)) {
    const read = readScaleCode(spelling, scales)
    if (!read) continue
    const { base, item } = read
    const bare = item.replace(/^0+(?=.)/, '')
    const product =
      catalogue.byBarcode(base) ??
      catalogue.byBarcode(item) ??
      catalogue.bySku(item) ??
      catalogue.byBarcode(bare) ??
      catalogue.bySku(bare)
    if (product) return { kind: 'labelled', product, label: spelling, ...soldByLabel(read, product) }
  }
  return null
}
