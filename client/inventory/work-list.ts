import { z } from 'zod'
import { Id, OnHand, text } from '../../shared/basics/scalars.ts'
import type { Product } from '../../shared/catalog/product.ts'

/** What is done to a shelf by hand. Each has a list of its own: a delivery that is interrupted is not lost. */
export const modes = ['receive', 'damage', 'recount', 'transfer'] as const
export type Mode = (typeof modes)[number]

/** Why goods are written off. */
export const damageReasons = ['broken', 'expired', 'faulty', 'stolen'] as const
export type DamageReason = (typeof damageReasons)[number] | 'other'

export const mostLines = 200
export const mostPieces = 100_000

const WorkLine = z.strictObject({
  /** The id of the movement that it becomes; of a transfer, of the half that leaves. */
  id: Id,
  /** Of a transfer, the id of the half that arrives. */
  arrivalId: Id,
  productId: Id,
  sku: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  quantity: z.int().min(0).max(mostPieces),
  /** Of a recount, what the device expected when the count began (M1); else null. */
  expected: z.nullable(OnHand),
})
export type WorkLine = z.infer<typeof WorkLine>

/** Products that are being received, written off, counted or sent away, before it is confirmed. */
export const WorkList = z.strictObject({
  mode: z.enum(modes),
  lines: z.array(WorkLine).max(mostLines),
  selectedId: z.nullable(Id),
  toBranchId: z.nullable(Id),
  reason: z.nullable(z.enum([...damageReasons, 'other'])),
  note: text(500),
})
export type WorkList = z.infer<typeof WorkList>

export function emptyList(mode: Mode): WorkList {
  return { mode, lines: [], selectedId: null, toBranchId: null, reason: null, note: '' }
}

/** Whether a list may hold so many pieces of a product. A shelf may be counted as empty; nothing else is of none. */
export function isQuantity(mode: Mode, quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= (mode === 'recount' ? 0 : 1) && quantity <= mostPieces
}

export type Added =
  | { kind: 'added'; list: WorkList; line: WorkLine }
  | { kind: 'full' }
  | { kind: 'too-many' }
  /** A recount of what nobody knows the level of: there is nothing to compare with (M1). */
  | { kind: 'unknown-level' }

/**
 * Puts pieces of a product on the list: onto its line where there is one, so that a second scan adds one. The touched
 * line is the selected one afterwards.
 *
 * @param onHand what the device believes to be on the shelf; null where it knows nothing
 */
export function addPieces(
  list: WorkList,
  product: Product,
  quantity: number,
  onHand: number | null,
  newId: () => string,
): Added {
  const present = list.lines.find((line) => line.productId === product.id)
  const pieces = (present?.quantity ?? 0) + quantity
  if (!isQuantity(list.mode, pieces)) return { kind: 'too-many' }
  if (present) {
    const line = { ...present, quantity: pieces }
    return { kind: 'added', list: withLine(list, line), line }
  }
  if (list.lines.length >= mostLines) return { kind: 'full' }
  const counts = list.mode === 'recount'
  if (counts && onHand === null) return { kind: 'unknown-level' }
  const line: WorkLine = {
    id: newId(),
    arrivalId: newId(),
    productId: product.id,
    sku: product.sku,
    title: product.title,
    variantTitle: product.variantTitle,
    quantity: pieces,
    expected: counts ? shelfOf(onHand ?? 0) : null,
  }
  // The newest on top: whoever scans looks at one place.
  return { kind: 'added', list: { ...list, lines: [line, ...list.lines], selectedId: line.id }, line }
}

/**
 * Sets how many pieces a line has. A shelf that is counted anew at one go is compared with what is expected now;
 * scanning on keeps what was expected when the count began.
 */
export function setPieces(
  list: WorkList,
  lineId: string,
  quantity: number,
  onHand: number | null,
): { kind: 'set'; list: WorkList } | { kind: 'refused' } {
  const line = list.lines.find(({ id }) => id === lineId)
  if (!line || !isQuantity(list.mode, quantity)) return { kind: 'refused' }
  const expected = line.expected === null || onHand === null ? line.expected : shelfOf(onHand)
  return { kind: 'set', list: withLine(list, { ...line, quantity, expected }) }
}

/** One piece more or fewer of the selected line; it stays where it cannot go further. */
export function stepPieces(list: WorkList, by: number): WorkList {
  const line = selectedLine(list)
  if (!line || !isQuantity(list.mode, line.quantity + by)) return list
  return withLine(list, { ...line, quantity: line.quantity + by })
}

/** Takes a line out; its neighbour is selected then, so that the next key still means something. */
export function removeLine(list: WorkList, lineId: string): WorkList {
  const at = list.lines.findIndex(({ id }) => id === lineId)
  if (at < 0) return list
  const lines = list.lines.toSpliced(at, 1)
  return { ...list, lines, selectedId: (lines[at] ?? lines[at - 1])?.id ?? null }
}

export function selectLine(list: WorkList, lineId: string): WorkList {
  return list.lines.some(({ id }) => id === lineId) ? { ...list, selectedId: lineId } : list
}

/** The selected line moved by `step`, staying inside the list. */
export function moveSelection(list: WorkList, step: number): WorkList {
  const at = list.lines.findIndex(({ id }) => id === list.selectedId)
  const next = list.lines[Math.min(list.lines.length - 1, Math.max(0, at + step))]
  return next ? { ...list, selectedId: next.id } : list
}

export function selectedLine(list: WorkList): WorkLine | null {
  return list.lines.find(({ id }) => id === list.selectedId) ?? null
}

export function piecesIn(list: WorkList): number {
  return list.lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

/** By how much a line changes the shelf of this branch. */
export function deltaOf(mode: Mode, { quantity, expected }: WorkLine): number {
  switch (mode) {
    case 'receive':
      return quantity
    case 'damage':
    case 'transfer':
      return -quantity
    case 'recount':
      return quantity - (expected ?? 0)
  }
}

/** What keeps a list from being written; null where nothing does. */
export function faultOf(
  list: WorkList,
  place: { branchId: string; branchIds: readonly string[] },
): 'empty' | 'no-reason' | 'no-note' | 'no-branch' | 'own-branch' | null {
  if (list.lines.length === 0) return 'empty'
  if (list.mode === 'damage' && list.reason === null) return 'no-reason'
  if (list.mode === 'damage' && list.reason === 'other' && list.note.trim() === '') return 'no-note'
  if (list.mode !== 'transfer') return null
  if (list.toBranchId === place.branchId) return 'own-branch'
  return list.toBranchId !== null && place.branchIds.includes(list.toBranchId) ? null : 'no-branch'
}

/** Lines of a recount that take more off a shelf than somebody may count away alone. */
export function linesOverLimit(list: WorkList, most: number): WorkLine[] {
  return list.mode === 'recount' ? list.lines.filter((line) => -deltaOf('recount', line) > most) : []
}

/** A shelf that was sold below zero holds nothing: the server books it as a conflict, not as less than nothing (O3). */
function shelfOf(onHand: number): OnHand {
  return Math.max(0, onHand) as OnHand
}

function withLine(list: WorkList, line: WorkLine): WorkList {
  return {
    ...list,
    lines: list.lines.map((other) => (other.id === line.id ? line : other)),
    selectedId: line.id,
  }
}
