/** What is selected: some rows by id, or all that match but a few. */
export type Picked = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all'; except: ReadonlySet<string> }

export const nonePicked: Picked = { kind: 'some', ids: new Set() }

/** Rows that can be picked one by one: beyond it a selection is all that match, less exceptions. */
export const mostPicked = 500

export function isPicked(picked: Picked, id: string): boolean {
  return picked.kind === 'all' ? !picked.except.has(id) : picked.ids.has(id)
}

/** How many are selected of so many that match. */
export function countOf(picked: Picked, matching: number): number {
  return picked.kind === 'all' ? Math.max(0, matching - picked.except.size) : picked.ids.size
}

/** Picks rows, or leaves them; no more than `mostPicked` one by one. */
export function picking(picked: Picked, ids: readonly string[], wanted: boolean): Picked {
  if (picked.kind === 'all') {
    const except = new Set(picked.except)
    for (const id of ids) {
      if (wanted) except.delete(id)
      else except.add(id)
    }
    return { kind: 'all', except }
  }
  const next = new Set(picked.ids)
  for (const id of ids) {
    if (!wanted) next.delete(id)
    else if (next.size < mostPicked) next.add(id)
  }
  return { kind: 'some', ids: next }
}
