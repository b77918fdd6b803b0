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
