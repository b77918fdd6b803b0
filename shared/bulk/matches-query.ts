import type { Product } from '../catalog/product.ts'
import type { ProductQuery } from './selection.ts'

type Matched = Pick<
  Product,
  'title' | 'sku' | 'barcode' | 'vendor' | 'category' | 'tags' | 'status' | '_deleted'
> & { price: number }
type Filter = ProductQuery['filters'][number]

/**
 * Whether a product is among what a query asks for: the meaning of a `ProductQuery`, which the server's SQL repeats.
 * Each word of the search is somewhere in title, SKU, barcode, vendor or category, whatever its case; `is` and `not`
 * compare to the letter, `has` finds a part of a text whatever its case, and tags are compared whole. A deleted
 * product never matches.
 *
 * @param onHand pieces at the query's branch, or at all of them
 */
export function matchesQuery(product: Matched, onHand: number, query: ProductQuery): boolean {
  if (product._deleted) return false
  const { title, sku, barcode, vendor, category } = product
  const said = [title, sku, barcode ?? '', vendor, category].join(' ').toLowerCase()
  return (
    searchWords(query.search).every((word) => said.includes(word)) &&
    query.filters.every((filter) => holds(product, onHand, filter))
  )
}

/** The words of a search, in small letters. */
export function searchWords(search: string): string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

function holds(product: Matched, onHand: number, { field, op, value }: Filter): boolean {
  switch (field) {
    case 'status':
      return (product.status === value) === (op === 'is')
    case 'tag':
      return product.tags.includes(value) === (op !== 'not')
    case 'vendor':
    case 'category':
      if (op === 'has') return product[field].toLowerCase().includes(value.toLowerCase())
      return (product[field] === value) === (op === 'is')
    case 'price':
    case 'onHand':
      return compares(field === 'price' ? product.price : onHand, op, Number(value))
  }
}

function compares(mine: number, op: Filter['op'], wanted: number): boolean {
  if (op === 'lt') return mine < wanted
  if (op === 'gt') return mine > wanted
  return (mine === wanted) === (op === 'is')
}
