import type { Table } from './table.ts'

/** Where a grid's rows come from: their columns, and each row as it is now. */
export type Source<Item> = {
  readonly table: Table
  at(row: number): Item | null
  idOf(row: number): string
  /** -1 where there is none. */
  find(id: string): number
  /** Rows read from the device so far, and whether that is all of them. */
  loaded(): { count: number; whole: boolean }
  subscribe(listener: () => void): () => void
}

/** A source whose rows show what somebody typed, and the server's word on it, before the replicated store has it. */
export type AnsweredSource<Item> = Source<Item> & {
  /** A row as somebody has just edited it, shown until that edit has its end. */
  edited(edit: Item): void
  /** What the server says to an edit, shown until the replicated store has it. */
  answered(item: Item, edit: Item): void
  /** An edit was not to be, or the device has it: other edits, the server's word and the store are shown as they are. */
  forget(edit: Item): void
}
