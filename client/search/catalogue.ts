import { BehaviorSubject } from 'rxjs'
import type { Product } from '../../shared/catalog/product.ts'
import type { Catalogue } from '../database/shop.ts'
import { createWordIndex } from './word-index.ts'

/** A catalogue that can be filled: by the pull before anything is on disk, by the store at a start. */
export type FillableCatalogue = Catalogue & {
  /**
   * Takes in products, new or changed; deleted ones leave. Only a newer state replaces one that is there, unless
   * `force` says that the one here was damaged (C5).
   */
  put(products: readonly Product[], force?: boolean): void
}

/**
 * The products in memory with what finds them: words, barcodes, SKUs and categories.
 *
 * @param onFrame calls back before the next painting: changes are told at most that often
 */
export function createCatalogue(onFrame: (then: () => void) => void): FillableCatalogue {
  const rows: (Product | null)[] = []
  const rowOf = new Map<string, number>()
  const barcodes = new Map<string, number>()
  const skus = new Map<string, number>()
  const categoryRows = new Map<string, Set<number>>()
  const words = createWordIndex()
  const version$ = new BehaviorSubject(0)
  let live = 0
  let told = true

  function put(products: readonly Product[], force = false): void {
    for (const product of products) take(product, force)
    words.settle()
    if (!told || products.length === 0) return
    told = false
    onFrame(() => {
      told = true
      version$.next(version$.value + 1)
    })
  }

  function take(product: Product, force: boolean): void {
    const known = rowOf.get(product.id)
    const before = known === undefined ? null : (rows[known] ?? null)
    if (before && before.seq >= product.seq && !force) return
    if (known === undefined && product._deleted) return
    const row = known ?? rows.length
    if (known === undefined) {
      rowOf.set(product.id, row)
      rows.push(null)
    }
    if (before) leave(row, before)
    if (product._deleted) {
      rows[row] = null
      return
    }
    rows[row] = product
    enter(row, product)
    if (!before || textOf(before) !== textOf(product)) words.put(row, textOf(product))
  }

  function enter(row: number, product: Product): void {
    live += 1
    if (product.status !== 'active') return
    if (product.barcode) barcodes.set(product.barcode, row)
    skus.set(product.sku.toLowerCase(), row)
    const others = categoryRows.get(product.category)
    if (others) others.add(row)
    else categoryRows.set(product.category, new Set([row]))
  }

  function leave(row: number, product: Product): void {
    live -= 1
    if (product.barcode && barcodes.get(product.barcode) === row) barcodes.delete(product.barcode)
    const sku = product.sku.toLowerCase()
    if (skus.get(sku) === row) skus.delete(sku)
    const others = categoryRows.get(product.category)
    others?.delete(row)
    if (others?.size === 0) categoryRows.delete(product.category)
  }

  function productIn(row: number | undefined): Product | null {
    return row === undefined ? null : (rows[row] ?? null)
  }

  return {
    put,
    get size() {
      return live
    },
    version$: version$.asObservable(),
    product: (id) => productIn(rowOf.get(id)),
    byBarcode: (code) => productIn(barcodes.get(code)),
    bySku: (sku) => productIn(skus.get(sku.toLowerCase())),
    search(text, limit) {
      const found = words.search(text, limit, (row) => rows[row]?.status === 'active')
      return found.map((row) => rows[row] as Product)
    },
    categories() {
      return [...categoryRows]
        .map(([name, those]) => ({ name, count: those.size }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    inCategory(name, limit) {
      const found: Product[] = []
      for (const row of categoryRows.get(name) ?? []) {
        if (found.length === limit) break
        found.push(rows[row] as Product)
      }
      return found
    },
  }
}

/** What is searched, the most telling first: earlier words weigh more. */
function textOf(product: Product): string {
  return [
    product.title,
    product.variantTitle,
    product.sku,
    product.vendor,
    product.category,
    ...product.tags,
  ].join(' ')
}
