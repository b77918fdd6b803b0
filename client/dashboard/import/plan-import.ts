import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import { Product } from '../../../shared/catalog/product.ts'
import { readMoney } from '../../i18n/money.ts'
import { isFormula, withoutApostrophe } from '../csv/write-csv.ts'

export const importedFields = [
  'sku',
  'title',
  'price',
  'category',
  'vendor',
  'barcode',
  'tags',
  'status',
] as const
export type ImportedField = (typeof importedFields)[number]
/** Which column of the file a field is in; null where the file says nothing of it. */
export type Mapping = Readonly<Record<ImportedField, number | null>>

export type ImportFault = 'noSku' | 'twice' | 'noTitle' | 'price' | 'status' | 'formula' | 'text'
export type Difference = { field: ImportedField; before: string; after: string }
export type Planned =
  | {
      kind: 'change' | 'new'
      line: number
      before: Product | null
      after: Product
      differences: Difference[]
    }
  | { kind: 'same'; line: number }
  | { kind: 'fault'; line: number; cells: readonly string[]; why: ImportFault; field: ImportedField }

type Given = {
  mapping: Mapping
  currency: string
  taxRate: BasisPoints
  /** A product by its SKU in small letters, archived ones too. */
  find(sku: string): Product | null
  newId(): string
  now: string
}

/** The column of each field by the heads that the file has; what is not recognised is for a person to say. */
export function guessMapping(
  heads: readonly string[],
  titles: Readonly<Record<ImportedField, string>>,
): Mapping {
  const small = heads.map((head) => head.toLowerCase())
  const found = (field: ImportedField) => {
    const at = small.findIndex((head) => head === field || head === titles[field].toLowerCase())
    return at < 0 ? null : at
  }
  return Object.fromEntries(importedFields.map((field) => [field, found(field)])) as Mapping
}

/** What one row of a file would do. `seen` are the SKUs of the rows before it. */
export function planRow(cells: readonly string[], line: number, seen: Set<string>, given: Given): Planned {
  const { mapping, currency, taxRate, find, newId, now } = given
  const fault = (why: ImportFault, field: ImportedField): Planned => ({
    kind: 'fault',
    line,
    cells,
    why,
    field,
  })
  const said = new Map<ImportedField, string>()
  for (const field of importedFields) {
    const cell = mapping[field] === null ? undefined : cells[mapping[field]]?.trim()
    if (cell === undefined || (cell === '' && field !== 'sku' && field !== 'barcode' && field !== 'tags'))
      continue
    if (isFormula(cell) && field !== 'price') return fault('formula', field)
    said.set(field, withoutApostrophe(cell))
  }
  const sku = said.get('sku') ?? ''
  if (sku === '') return fault('noSku', 'sku')
  if (seen.has(sku.toLowerCase())) return fault('twice', 'sku')
  seen.add(sku.toLowerCase())
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
  const differences = importedFields.flatMap((field): Difference[] => {
    const [old, next] = [before ? shownIn(before, field) : '', shownIn(after.data, field)]
    return old === next ? [] : [{ field, before: old, after: next }]
  })
  if (before && differences.length === 0) return { kind: 'same', line }
  return { kind: before ? 'change' : 'new', line, before, after: after.data, differences }
}

function fieldIn(name: unknown): ImportedField {
  return importedFields.find((field) => field === name) ?? 'title'
}

function shownIn(product: Product, field: ImportedField): string {
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
