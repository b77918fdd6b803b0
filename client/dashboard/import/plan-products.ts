import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import { Product } from '../../../shared/catalog/product.ts'
import { readMoney } from '../../i18n/money.ts'
import { cellIn, cellsOf, differencesOf, type Mapping, type Planned } from './plan.ts'

export const productFields = [
  'sku',
  'title',
  'price',
  'category',
  'vendor',
  'barcode',
  'tags',
  'status',
] as const
export type ProductField = (typeof productFields)[number]
export type ProductFault = 'noSku' | 'twice' | 'noTitle' | 'price' | 'status' | 'formula' | 'text'

type Given = {
  mapping: Mapping<ProductField>
  currency: string
  taxRate: BasisPoints
  /** A product by its SKU in small letters, archived ones too. */
  find(sku: string): Product | null
  newId(): string
  now: string
}

/** What one row of a file would do. `seen` are the SKUs of the rows before it, whatever came of those. */
export function planProduct(
  cells: readonly string[],
  line: number,
  seen: Set<string>,
  given: Given,
): Planned<Product, ProductField, ProductFault> {
  const { mapping, currency, taxRate, find, newId, now } = given
  const fault = (why: ProductFault, field: ProductField) =>
    ({ kind: 'fault', line, cells, why, field }) as const
  const sku = cellIn(cells, mapping.sku)
  const isTwice = seen.has(sku.toLowerCase())
  // Before anything is refused: the next row of a refused one's SKU would be taken as if it were the only one.
  seen.add(sku.toLowerCase())
  const said = cellsOf(cells, mapping, { emptied: ['sku', 'barcode', 'tags'], mayStart: ['price'] })
  if (typeof said === 'string') return fault('formula', said)
  if (sku === '') return fault('noSku', 'sku')
  if (isTwice) return fault('twice', 'sku')
  const before = find(sku.toLowerCase())
  if (!before && !said.has('title')) return fault('noTitle', 'title')
  const typed = said.get('price')
  const price = typed === undefined ? (before?.price ?? null) : readMoney(typed, currency)
  if (price === null) return fault('price', 'price')
  const status = said.get('status')?.toLowerCase() ?? before?.status ?? 'active'
  if (status !== 'active' && status !== 'archived') return fault('status', 'status')
  const tags = said.get('tags')
  const id = before?.id ?? newId()
  const after = Product.safeParse({
    ...(before ?? bare(id, sku, taxRate, now)),
    title: said.get('title') ?? before?.title,
    ...(before ? {} : { groupTitle: said.get('title') }),
    category: said.get('category') ?? before?.category ?? '',
    vendor: said.get('vendor') ?? before?.vendor ?? '',
    ...(said.has('barcode') ? { barcode: said.get('barcode') || null } : {}),
    ...(tags === undefined
      ? {}
      : { tags: [...new Set(tags.split(',').map((tag) => tag.trim()))].filter(Boolean) }),
    price,
    status,
  })
  if (!after.success) return fault('text', fieldIn(after.error.issues[0]?.path[0]))
  const differences = differencesOf(productFields, before, after.data, shownIn)
  if (before && differences.length === 0) return { kind: 'same', line }
  return { kind: before ? 'change' : 'new', line, before, after: after.data, differences }
}

function fieldIn(name: unknown): ProductField {
  return productFields.find((field) => field === name) ?? 'title'
}

function shownIn(product: Product, field: ProductField): string {
  if (field === 'tags') return product.tags.join(', ')
  return String(product[field] ?? '')
}

function bare(id: string, sku: string, taxRate: BasisPoints, updatedAt: string) {
  return {
    id,
    seq: 0,
    _deleted: false,
    groupId: id,
    variantTitle: '',
    sku,
    barcode: null,
    tags: [],
    taxRate,
    imageUrl: null,
    updatedAt,
  }
}
