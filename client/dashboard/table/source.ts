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

/** A source whose rows may show the server's word before the replicated store has it. */
export type AnsweredSource<Item> = Source<Item> & {
  /** What the server has just said of a row, shown until the replicated store has it. */
  answered(item: Item): void
  /** An answer was not to be: what stood before it is shown, or what the device has where that is newer. */
  forget(before: Item): void
}
