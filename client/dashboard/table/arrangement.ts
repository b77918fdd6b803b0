import { arrange, fitting, movesBy, rearrange } from './arrange.ts'
import type { Asked } from './field.ts'
import type { Table, Watcher } from './table.ts'

export type Arranged = {
  /** Row numbers in order, as they were when they were last put in order. */
  rows: Uint32Array
  /** Rows that would stand elsewhere, come or go now. */
  waiting: number
  /** Rises with every change of a row or of the order. */
  tick: number
  /** False until the rows of the newest question stand. */
  ready: boolean
}

/**
 * Rows that stand still while somebody works on them: what changes is shown in its place, what would move is counted
 * and waits until it is applied. While nobody holds them they are put in order at once.
 *
 * @param calmly calls back soon, and not too often
 */
export function createArrangement(table: Table, calmly: (then: () => void) => void) {
  let asked: Asked = { search: '', filters: [], sort: [] }
  let fits = fitting(table, asked)
  /** Position plus one by row; 0 for a row that is not among them. */
  let places = new Uint32Array(0)
  const moved = new Set<number>()
  let held = false
  let following = false
  let told = true
  let question = 0
  let state: Arranged = { rows: new Uint32Array(0), waiting: 0, tick: 0, ready: false }
  const listeners = new Set<() => void>()

  function change(next: Partial<Arranged>): void {
    state = { ...state, ...next, tick: state.tick + 1 }
    for (const listener of listeners) listener()
  }

  /** Where few have moved, only those are put elsewhere: a stream of changes must not sort everything again and again. */
  function apply(): void {
    const few = state.ready && moved.size * 10 < state.rows.length
    stand(few ? rearrange(table, asked, state.rows, moved) : arrange(table, asked))
  }

  function stand(rows: Uint32Array): void {
    places = new Uint32Array(table.size)
    for (let at = 0; at < rows.length; at += 1) places[rows[at]!] = at + 1
    // What fits may have changed with the names that the filters name.
    fits = fitting(table, asked)
    moved.clear()
    change({ rows, waiting: 0, ready: true })
  }

  function later(): void {
    if (!told) return
    told = false
    calmly(() => {
      told = true
      if (moved.size > 0 && (!held || following) && state.ready) apply()
      else change({ waiting: moved.size })
    })
  }

  function changed(row: number, what: Parameters<Watcher>[1]): void {
    const isIn = (places[row] ?? 0) > 0
    if (fits(row) !== isIn) moved.add(row)
    else if (isIn && typeof what !== 'string' && movesBy(what, asked.sort)) moved.add(row)
    later()
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Puts rows in the order of a new question, as soon as its columns are prepared. */
    async ask(next: Asked): Promise<void> {
      asked = next
      fits = fitting(table, asked)
      question += 1
      const mine = question
      const unprepared = asked.sort.filter(({ field }) => !table.isPrepared(field))
      if (unprepared.length > 0) {
        change({ ready: false })
        for (const { field } of unprepared) await table.prepare(field)
        if (mine !== question) return
      }
      stand(arrange(table, asked))
    },
    apply,
    /** While held, rows stay where they are. */
    hold(now: boolean): void {
      if (held === now) return
      held = now
      if (!held && moved.size > 0) later()
    },
    /** While rows come for the first time they are put in order whoever holds them: nobody has seen them yet. */
    follow(now: boolean): void {
      following = now
      if (moved.size > 0) later()
    },
    /** The position of a row; -1 where it is not among them. */
    placeOf: (row: number): number => (places[row] ?? 0) - 1,
    /** Follows the table's changes from here on. Gives what stops it. */
    begin: () => table.watch(changed),
  }
}

export type Arrangement = ReturnType<typeof createArrangement>
