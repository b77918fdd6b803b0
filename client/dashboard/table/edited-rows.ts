type Changed<Item> = { edits: readonly Item[]; answer: Item | null }

/**
 * Rows by their number whose edits are on their way, or were answered and are not in the replicated store yet. An edit
 * is known by its object, so that the end of one says nothing of another.
 */
export function createEditedRows<Item extends object>() {
  const changed = new Map<number, Changed<Item>>()
  const of = (row: number): Changed<Item> => changed.get(row) ?? { edits: [], answer: null }

  function keep(row: number, { edits, answer }: Changed<Item>) {
    if (edits.length === 0 && answer === null) changed.delete(row)
    else changed.set(row, { edits, answer })
  }

  function forget(row: number, edit: Item) {
    const { edits, answer } = of(row)
    keep(row, { edits: edits.filter((one) => one !== edit), answer })
  }

  return {
    /** The row as people see it: with their latest edit, or the newer of the server's word and of what the device has. */
    shown(row: number, stored: Item | null): Item | null {
      // Asked of every row, and hardly one is edited.
      const found = changed.get(row)
      if (!found) return stored
      const { edits, answer } = found
      if (!stored) {
        changed.delete(row)
        return null
      }
      if (answer && positionOf(stored) >= positionOf(answer)) {
        keep(row, { edits, answer: null })
        return edits.at(-1) ?? stored
      }
      return edits.at(-1) ?? answer ?? stored
    },
    /** Somebody edited it, and the server has not said yet. */
    edited(row: number, edit: Item) {
      const { edits, answer } = of(row)
      keep(row, { edits: [...edits, edit], answer })
    },
    /** The server's word on an edit. */
    answered(row: number, item: Item, edit: Item) {
      forget(row, edit)
      const { edits, answer } = of(row)
      keep(row, { edits, answer: answer && positionOf(answer) > positionOf(item) ? answer : item })
    },
    /** An edit was not to be. */
    forget,
  }
}

/** Where a row stands in the log; what is not edited here need not stand there. */
function positionOf(row: object): number {
  return 'seq' in row ? Number(row.seq) : Number.NEGATIVE_INFINITY
}
