import type { Product } from '../../shared/catalog/product.ts'
import type { ScalePrefixes } from '../../shared/catalog/scale-code.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { CodeBook } from '../pos/find-code.ts'
import { findCode } from '../pos/find-code.ts'
import { readCount, readEntry } from '../pos/entry.ts'
import type { KeptWork } from './kept-work.ts'
import type { Author } from './movements-of-list.ts'
import { movementsOf } from './movements-of-list.ts'
import * as work from './work-list.ts'
import type { Mode, WorkLine, WorkList } from './work-list.ts'

/** What somebody should know about the last thing they did. */
export type WorkNotice =
  | { kind: 'unknown' | 'misread'; code: string }
  | { kind: 'full' | 'too-many' | 'unknown-level' | 'failed' | 'not-approved' }
  | { kind: NonNullable<ReturnType<typeof work.faultOf>> }

export type WorkState = KeptWork & {
  typed: string
  notice: WorkNotice | null
  /** Asking a manager, or writing. */
  busy: boolean
  /** The last list that was written since the page was opened, by the ids of its movements. */
  done: { mode: Mode; pieces: number; products: number; at: string; ids: readonly string[] } | null
}

export type WorkParts = {
  author(): Omit<Author, 'at'>
  /** The branches there are. */
  branchIds(): readonly string[]
  /** Pieces that one recount may take off a shelf without a manager. */
  recountLimit(): number
  catalogue: CodeBook
  /** What the codes of the branch's scales look like. */
  scales(): ScalePrefixes
  /** What the device believes to be on the shelf; null where it knows nothing. */
  onHand(productId: string): number | null
  /** Asks a manager about counts over the limit: what to write beside them, or null where nobody allowed it. */
  approve(lines: readonly WorkLine[]): Promise<string | null>
  /** What is written beside each movement of a list, in the words of who writes it. */
  noteOf(list: WorkList): string
  /** Durable, all or none. */
  write(movements: readonly StockMovement[]): Promise<void>
  keep(kept: KeptWork): void
  now(): string
  newId(): string
  signal(sound: 'added' | 'unknown' | 'sold'): void
}

export type StockWork = ReturnType<typeof createStockWork>

/**
 * Receiving, writing off, counting and sending away at a lane. Holds no view and no network: reads `state()`, tells
 * subscribers, and hands the movements of a finished list to `write`.
 */
export function createStockWork(parts: WorkParts, kept: KeptWork) {
  let state: WorkState = { ...kept, typed: '', notice: null, busy: false, done: null }
  const listeners = new Set<() => void>()
  /** Codes scanned while a list is being written: they belong to the next one. */
  let waiting: string[] = []

  function change(next: Partial<WorkState>) {
    const { mode, lists } = state
    state = { ...state, ...next }
    if (mode !== state.mode || lists !== state.lists) parts.keep({ mode: state.mode, lists: state.lists })
    for (const listener of listeners) listener()
  }

  const list = () => state.lists[state.mode]

  function changeList(next: (list: WorkList) => WorkList, more: Partial<WorkState> = {}) {
    if (state.busy) return
    change({ notice: null, ...more, lists: { ...state.lists, [state.mode]: next(list()) } })
  }

  function refuse(notice: WorkNotice, more: Partial<WorkState> = {}) {
    parts.signal('unknown')
    change({ ...more, notice })
  }

  function add(product: Product, quantity: number | null = 1) {
    if (state.busy) return
    if (quantity === null) return refuse({ kind: 'too-many' }, { typed: '' })
    const added = work.addPieces(list(), product, quantity, parts.onHand(product.id), parts.newId)
    if (added.kind !== 'added') return refuse({ kind: added.kind }, { typed: '' })
    parts.signal('added')
    changeList(() => added.list, { typed: '', done: null })
  }

  /** Puts what a code names on the list; gives what is wrong where it names nothing. A scale's label says how much. */
  function addByCode(code: string, quantity: number | null): 'unknown' | 'misread' | null {
    const found = findCode(code, parts.catalogue, parts.scales())
    if (found.kind === 'found') add(found.product, quantity)
    else if (found.kind === 'labelled') add(found.product, quantity && quantity * found.quantity)
    else return found.kind
    return null
  }

  function scan(code: string) {
    if (state.busy) return void waiting.push(code)
    const fault = addByCode(code, readCount(state.typed))
    if (fault) refuse({ kind: fault, code })
  }

  /** Enter in the search field: what was typed may be a whole code; else the marked hit is meant. */
  function enter(hit: Product | undefined) {
    const { quantity, text } = readEntry(state.typed)
    if (text === '') return
    const fault = addByCode(text, quantity)
    if (fault && hit) add(hit, quantity)
    else if (fault) refuse({ kind: fault, code: text }, { typed: '' })
  }

  function setQuantity(lineId: string, quantity: number) {
    const line = list().lines.find(({ id }) => id === lineId)
    const set = work.setPieces(list(), lineId, quantity, line ? parts.onHand(line.productId) : null)
    if (set.kind === 'refused') refuse({ kind: 'too-many' })
    else changeList(() => set.list)
  }

  /** Writes the list, after a manager's word where it needs one. The same list twice is written once: its ids stay. */
  async function confirm(): Promise<void> {
    if (state.busy) return
    const author = parts.author()
    const open = list()
    const fault = work.faultOf(open, { branchId: author.branchId, branchIds: parts.branchIds() })
    if (fault) return refuse({ kind: fault })
    change({ busy: true, notice: null })
    try {
      const over = work.linesOverLimit(open, parts.recountLimit())
      const approval = over.length > 0 ? await parts.approve(over) : ''
      if (approval === null) return refuse({ kind: 'not-approved' })
      const note = parts.noteOf(open)
      const noteOf = (line: WorkLine) =>
        [note, over.includes(line) ? approval : ''].filter(Boolean).join(' · ') || null
      const at = parts.now()
      const movements = movementsOf(open, { ...author, at }, noteOf)
      await parts.write(movements)
      parts.signal('sold')
      change({
        lists: { ...state.lists, [open.mode]: work.emptyList(open.mode) },
        done: {
          mode: open.mode,
          pieces: work.piecesIn(open),
          products: open.lines.length,
          at,
          ids: movements.map(({ id }) => id),
        },
      })
    } catch {
      refuse({ kind: 'failed' })
    } finally {
      change({ busy: false })
      const codes = waiting
      waiting = []
      for (const code of codes) scan(code)
    }
  }

  return {
    state: () => state,
    list,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    add,
    scan,
    enter,
    setQuantity,
    confirm,
    type(typed: string) {
      if (typed !== state.typed) change({ typed, notice: null })
    },
    choose: (mode: Mode) => (state.busy ? undefined : change({ mode, notice: null, typed: '', done: null })),
    /** What is counted next in a recount, begun from elsewhere: a shelf that needs help. */
    recount(product: Product) {
      change({ mode: 'recount' })
      const before = list().lines.find(({ productId }) => productId === product.id)
      if (before) changeList((open) => work.selectLine(open, before.id))
      else add(product, 0)
    },
    step: (by: number) => changeList((open) => work.stepPieces(open, by)),
    remove: (lineId: string) => changeList((open) => work.removeLine(open, lineId)),
    select: (lineId: string) => changeList((open) => work.selectLine(open, lineId)),
    moveSelection: (by: number) => changeList((open) => work.moveSelection(open, by)),
    /** Begins the count of a line anew, against what is expected now. */
    beginAgain(lineId: string) {
      const line = list().lines.find(({ id }) => id === lineId)
      if (line) setQuantity(lineId, 0)
    },
    chooseBranch: (toBranchId: string | null) => changeList((open) => ({ ...open, toBranchId })),
    chooseReason: (reason: work.DamageReason) => changeList((open) => ({ ...open, reason })),
    writeNote: (note: string) =>
      changeList((open) => ({ ...open, note: note.replace(/\p{Cc}/gu, ' ').slice(0, 500) })),
    /** The server did not book these movements: nobody says any longer that all is well with them. */
    hearRefused(ids: readonly string[]) {
      if (state.done?.ids.some((id) => ids.includes(id))) change({ done: null })
    },
    clear: () => changeList((open) => work.emptyList(open.mode)),
    /** Backs out one level; says whether there was one. Never touches a list. */
    back(): boolean {
      if (state.typed !== '') change({ typed: '' })
      else if (state.notice) change({ notice: null })
      else if (state.done) change({ done: null })
      else return false
      return true
    },
  }
}
