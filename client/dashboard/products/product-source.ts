import type { Branch } from '../../../shared/branches/branch.ts'
import type { Product } from '../../../shared/catalog/product.ts'
import { daysRemaining } from '../../../shared/velocity/days-of-stock.ts'
import type { Shop } from '../../database/shop.ts'
import type { Field } from '../table/field.ts'
import type { AnsweredSource } from '../table/source.ts'
import { createEditedRows } from '../table/edited-rows.ts'
import { createTable } from '../table/table.ts'
import { workInPauses } from '../table/work-in-pauses.ts'

/** The column of one branch's stock; `onHand` alone is all branches together. */
export function stockField(branchId: string | null): string {
  return branchId === null ? 'onHand' : `onHand-${branchId}`
}

const fields: readonly Field<Product>[] = [
  { kind: 'text', name: 'title', of: titleOf },
  { kind: 'text', name: 'sku', of: ({ sku }) => sku },
  { kind: 'choice', name: 'vendor', of: ({ vendor }) => vendor },
  { kind: 'choice', name: 'category', of: ({ category }) => category },
  { kind: 'list', name: 'tag', of: ({ tags }) => tags },
  { kind: 'number', name: 'price', of: ({ price }) => price },
  { kind: 'number', name: 'cost', of: ({ cost }) => cost ?? null },
  { kind: 'choice', name: 'status', of: ({ status }) => status },
  { kind: 'number', name: 'updatedAt', of: ({ updatedAt }) => Date.parse(updatedAt) },
  { kind: 'number', name: 'onHand' },
  { kind: 'number', name: 'velocity' },
  { kind: 'number', name: 'daysLeft' },
  { kind: 'number', name: 'toOrder' },
]

/** Days left where nothing is sold: after all that is sold, and before what nobody knows of. */
export const NEVER = Number.MAX_SAFE_INTEGER

export type ProductSource = AnsweredSource<Product> & {
  /** Whose stock has columns. */
  branches(all: readonly Branch[]): void
  /** All that the server suggests to order, by product, at all branches together; asked for by who looks at it. */
  suggested(orders: ReadonlyMap<string, number>): void
}

const made = new WeakMap<Shop, ProductSource>()

/** The catalogue's table, made once a shop: coming back to the page costs nothing. */
export function productSource(shop: Shop): ProductSource {
  const source = made.get(shop) ?? create(shop)
  made.set(shop, source)
  return source
}

/** The columns of products. It searches what a bulk operation's query searches: what is seen is what is changed. */
export function productTable() {
  return createTable(fields, ({ title, sku, barcode, vendor, category }: Product) => [
    title,
    sku,
    barcode ?? '',
    vendor,
    category,
  ])
}

function create({ catalogue: { rows }, stock }: Pick<Shop, 'catalogue' | 'stock'>): ProductSource {
  const table = productTable()
  const listeners = new Set<() => void>()
  const edited = createEditedRows<Product>()
  /** Products that were looked at: the same object for as long as nothing has changed. */
  const seen = new Map<number, Product | null>()
  let branchIds: readonly string[] = []
  let ordered: ReadonlyMap<string, number> = new Map()
  let read = 0
  let whole = false

  const tell = () => {
    for (const listener of listeners) listener()
  }

  const work = workInPauses(
    (row: number) => {
      const product = current(row)
      if (!product) table.remove(row)
      else {
        // Before the row is told: its stock belongs to it from the first look on.
        setStock(row, product.id)
        table.set(row, 'toOrder', ordered.get(product.id) ?? null)
        table.put(row, product)
      }
      read += 1
      if (!whole && read % 2_000 === 0) tell()
    },
    () => {
      const first = !whole
      whole = true
      if (first) void Promise.all(['title', 'sku'].map((name) => table.prepare(name)))
      tell()
    },
  )

  function at(row: number): Product | null {
    const known = seen.get(row)
    if (known !== undefined) return known
    const product = current(row)
    if (seen.size > 1_000) seen.clear()
    seen.set(row, product)
    return product
  }

  const current = (row: number): Product | null => edited.shown(row, rows.at(row))

  function change(id: string, how: (row: number) => void) {
    const row = rows.find(id)
    if (row < 0) return
    how(row)
    seen.delete(row)
    const shown = current(row)
    if (shown) table.put(row, shown)
  }

  function setStock(row: number, id: string): void {
    if (branchIds.length === 0) return
    let total = 0
    let pace: number | null = null
    for (const branchId of branchIds) {
      const level = stock.onHand(id, branchId)
      table.set(row, stockField(branchId), level?.onHand ?? 0)
      total += level?.onHand ?? 0
      if (level && level.velocity !== null) pace = (pace ?? 0) + level.velocity
    }
    table.set(row, 'onHand', total)
    table.set(row, 'velocity', pace ?? Number.NaN)
    table.set(row, 'daysLeft', pace === null ? Number.NaN : (daysRemaining(total, pace) ?? NEVER))
  }

  rows.watch((row) => {
    seen.delete(row)
    work.ask(row)
  })
  stock.watch((productId) => {
    const row = rows.find(productId)
    if (row < 0 || !table.isLive(row)) return
    seen.delete(row)
    setStock(row, productId)
  })
  for (let row = 0; row < rows.count(); row += 1) work.ask(row)
  if (rows.count() === 0) whole = true

  return {
    table,
    at,
    idOf: (row) => at(row)?.id ?? '',
    find: rows.find,
    loaded: () => ({ count: read, whole }),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    branches(all) {
      const ids = all.map(({ id }) => id)
      if (ids.join() === branchIds.join()) return
      branchIds = ids
      for (const id of ids) table.addNumber(stockField(id))
      for (let row = 0; row < rows.count(); row += 1) work.ask(row)
    },
    edited: (edit) => change(edit.id, (row) => edited.edited(row, edit)),
    answered: (product, edit) => change(product.id, (row) => edited.answered(row, product, edit)),
    forget: (edit) => change(edit.id, (row) => edited.forget(row, edit)),
    suggested(orders) {
      // What is in no answer any more is not to be ordered any more.
      for (const id of new Set([...ordered.keys(), ...orders.keys()])) {
        const row = rows.find(id)
        if (row >= 0) table.set(row, 'toOrder', orders.get(id) ?? null)
      }
      ordered = orders
      seen.clear()
      tell()
    },
  }
}

/** A product's title with its variant's, unless it names it already. */
export function titleOf({ title, variantTitle }: Pick<Product, 'title' | 'variantTitle'>): string {
  return variantTitle === '' || title.includes(variantTitle) ? title : `${title} · ${variantTitle}`
}
