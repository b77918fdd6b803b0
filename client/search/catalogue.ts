import { BehaviorSubject } from 'rxjs'
import type { Product } from '../../shared/catalog/product.ts'
import { fingerprintOf } from '../database/fingerprint.ts'
import { grown } from '../database/grown.ts'
import { createPacking, type PackingState } from '../database/packing.ts'
import type { Catalogue } from '../database/shop.ts'
import { createUuidTable, type UuidTableState } from '../database/uuid-table.ts'
import { categoryColumn, type CategoryColumnState } from './category-column.ts'
import { createCodeTable, type CodeTableState } from './code-table.ts'
import { createPackedTexts } from './packed-texts.ts'
import type { KeptSegment } from './segment.ts'
import { createWordIndex } from './word-index.ts'

/** A catalogue that can be filled: by the pull before anything is on disk, by what was kept at a start. */
export type FillableCatalogue = Catalogue & {
  /**
   * Takes in products, new or changed; deleted ones leave. Only a newer state replaces one that is there, unless
   * `force` says that the one here was damaged (C5).
   */
  put(products: readonly Product[], force?: boolean): void
  /** From now on what is not put again is taken for gone: `sweep` takes it away. */
  doubt(): void
  sweep(): void
  /** What its live rows are, for comparing with the store. */
  fingerprint(): string
  /** The highest position that is in it. */
  highest(): number
  /** All of it, for the next start. */
  state(): Promise<CatalogueState>
}

/** A segment with its words in one text, a line each. */
export type KeptWords = Omit<KeptSegment, 'words'> & { words: string }

export type CatalogueState = {
  packing: PackingState
  ids: UuidTableState
  /** In chunks, each of them a list or already its lines in UTF-8. */
  texts: readonly (Uint8Array | readonly string[])[]
  seqs: Float64Array
  alive: Uint8Array
  categories: CategoryColumnState
  barcodes: CodeTableState
  skus: CodeTableState
  words: KeptWords
}

/**
 * The products in memory, in columns, with what finds them: words, barcodes, SKUs and categories.
 *
 * @param onFrame calls back before the next painting: changes are told at most that often
 * @param giveWay lets whatever else wants the thread go first
 */
export function createCatalogue(
  onFrame: (then: () => void) => void,
  giveWay: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
  kept?: Omit<CatalogueState, 'words'> & { words: Promise<KeptWords> },
): FillableCatalogue {
  const packing = createPacking('id', kept?.packing)
  const ids = createUuidTable(kept?.ids)
  const texts = createPackedTexts(kept?.texts)
  let seqs: Float64Array = kept?.seqs ?? new Float64Array(1024)
  /** 1 where the row is a product, 0 where it was one. */
  let alive: Uint8Array = kept?.alive ?? new Uint8Array(1024)
  let live = alive.reduce((sum, one) => sum + one, 0)
  const categories = categoryColumn(kept?.categories)
  const barcodes = createCodeTable(kept?.barcodes)
  const skus = createCodeTable(kept?.skus)
  const words = createWordIndex(
    giveWay,
    kept?.words.then((all) => ({ ...all, words: all.words.split('\n') })),
  )
  // Words that cannot be read are made anew from the products themselves.
  const complete = kept?.words.then(tell, rebuild)
  const version$ = new BehaviorSubject(0)
  let told = true
  /** 1 for rows that nobody has confirmed since `doubt`. */
  let doubted: Uint8Array | null = null
  /** Who hears of each row that changes. */
  const watchers = new Set<(row: number) => void>()
  const changed = (row: number) => {
    for (const heard of watchers) heard(row)
  }

  function put(products: readonly Product[], force = false): void {
    const found: [row: number, text: string][] = []
    for (const product of products) {
      const row = take(product, force)
      if (row >= 0) found.push([row, textOf(product)])
    }
    words.put(found)
    if (products.length > 0) tell()
  }

  function tell(): void {
    if (!told) return
    told = false
    onFrame(() => {
      told = true
      version$.next(version$.value + 1)
    })
  }

  /** Gives the row whose words have changed; -1 where none have. */
  function take(product: Product, force: boolean): number {
    const known = ids.find(product.id)
    const isOurs = known >= 0 && seqs[known]! >= product.seq && !force && doubted?.[known] !== 1
    if (isOurs) return -1
    if (known < 0 && product._deleted) return -1
    const row = known < 0 ? ids.add(product.id) : known
    const before = known < 0 ? null : productIn(row)
    if (doubted && row < doubted.length) doubted[row] = 0
    seqs = grown(seqs, row + 1)
    // Gone by force: it may come again with a lower position, from a server that was restored.
    seqs[row] = force && product._deleted ? 0 : product.seq
    alive = grown(alive, row + 1)
    live += (product._deleted ? 0 : 1) - alive[row]!
    alive[row] = product._deleted ? 0 : 1
    texts.set(row, product._deleted ? '' : packing.pack(product))
    const isActive = !product._deleted && product.status === 'active'
    categories.set(row, isActive ? product.category : null)
    changed(row)
    if (product._deleted) return -1
    if (product.barcode) barcodes.add(product.barcode, row)
    skus.add(product.sku.toLowerCase(), row)
    return before && textOf(before) === textOf(product) ? -1 : row
  }

  async function rebuild(): Promise<void> {
    const size = ids.size
    for (let from = 0; from < size; from += slice) {
      await giveWay()
      const rows = Array.from({ length: Math.min(slice, size - from) }, (_, at) => from + at)
      words.put(
        rows.flatMap((row): [number, string][] => {
          const product = productIn(row)
          return product ? [[row, textOf(product)]] : []
        }),
      )
    }
    tell()
  }

  function productIn(row: number): Product | null {
    if (row < 0 || alive[row] === 0) return null
    try {
      return packing.unpack(texts.get(row), ids.idAt(row)) as Product
    } catch {
      // A damaged text is a product that is missing: the store notices when it compares, and tells all of them anew.
      alive[row] = 0
      live -= 1
      categories.set(row, null)
      return null
    }
  }

  /** The active product that a code leads to. Codes are not kept beside the product, so it is the product that is asked. */
  function byCode(
    table: typeof skus,
    code: string,
    codeOf: (product: Product) => string | null,
  ): Product | null {
    const row = table.find(code, (at) => {
      const product = categories.isActive(at) ? productIn(at) : null
      return product !== null && codeOf(product) === code
    })
    return productIn(row)
  }

  function* liveSeqs() {
    for (let row = 0; row < ids.size; row += 1) if (alive[row] === 1) yield seqs[row]!
  }

  return {
    put,
    get size() {
      return live
    },
    version$: version$.asObservable(),
    product: (id) => productIn(ids.find(id)),
    byBarcode: (code) => byCode(barcodes, code, (product) => product.barcode),
    bySku: (sku) => byCode(skus, sku.toLowerCase(), (product) => product.sku.toLowerCase()),
    search: (text, limit) =>
      words.search(text, limit, categories.isActive).flatMap((row) => productIn(row) ?? []),
    categories: categories.all,
    inCategory: (name, limit) => categories.rowsOf(name, limit).flatMap((row) => productIn(row) ?? []),
    rows: {
      count: () => ids.size,
      at: productIn,
      find: ids.find,
      watch(heard) {
        watchers.add(heard)
        return () => void watchers.delete(heard)
      },
    },
    doubt() {
      doubted = new Uint8Array(ids.size).fill(1)
    },
    sweep() {
      doubted?.forEach((one, row) => {
        if (one === 0) return
        // It may come again as it was: with the pull, where it was known here before it was on disk.
        seqs[row] = 0
        if (alive[row] === 0) return
        live -= 1
        alive[row] = 0
        categories.set(row, null)
        changed(row)
      })
      doubted = null
      tell()
    },
    fingerprint: () => fingerprintOf(liveSeqs()),
    highest() {
      let highest = 0
      for (let row = 0; row < ids.size; row += 1) if (seqs[row]! > highest) highest = seqs[row]!
      return highest
    },
    async state() {
      await complete
      const { words: all, letters, ownStarts, own, rows } = await words.whole()
      // From here on in one go, so that all parts are of one moment.
      return {
        packing: packing.state(),
        ids: ids.state(),
        texts: texts.state(),
        seqs: seqs.slice(0, ids.size),
        alive: alive.slice(0, ids.size),
        categories: categories.state(ids.size),
        barcodes: barcodes.state(),
        skus: skus.state(),
        words: { words: all.join('\n'), letters, ownStarts, own, rows },
      }
    },
  }
}

/** Rows whose words are made anew in one go. */
const slice = 250

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
