import type { KeptCollection } from '../database/open-databases.ts'
import { plain, rowsWhere } from '../database/rows.ts'

type Document = Record<string, unknown> & { id: string; seq: number; _deleted: boolean }
type Row = { newDocumentState: Document; assumedMasterState?: Document | undefined }

/**
 * Rows with both halves of every transfer side by side (M2). RxDB cuts a long queue into batches wherever it likes;
 * a half that is sent alone would be refused by the server, and the other one after it. The half that is missing is
 * taken from the store and sent along; when its own batch comes, the server knows it already (U3).
 */
export async function wholeTransfers(
  movements: Pick<KeptCollection, 'storageInstance'>,
  rows: readonly Row[],
): Promise<Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = bondOf(row) ?? row.newDocumentState.id
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  for (const [key, group] of groups) {
    const [half] = group
    if (group.length > 1 || !half || bondOf(half) === null) continue
    const { id, createdAt } = half.newDocumentState
    // Both were written in one moment, which an index finds.
    const together = await rowsWhere(movements as KeptCollection, { selector: { createdAt } as never })
    const other = together.find((row) => row['transferId'] === key && row.id !== id)
    if (other) group.push({ newDocumentState: plain(other) as Document })
  }
  return [...groups.values()].flat()
}

/** Where rows may be parted in two without parting a transfer; 0 where they may not. */
export function middleOf(rows: readonly Row[]): number {
  const isBetween = (at: number) => {
    const [before, behind] = [rows[at - 1], rows[at]]
    return before && behind ? bondOf(before) === null || bondOf(before) !== bondOf(behind) : false
  }
  const half = rows.length >> 1
  return [half, half + 1, half - 1].find(isBetween) ?? 0
}

function bondOf({ newDocumentState: { transferId } }: Row): string | null {
  return typeof transferId === 'string' ? transferId : null
}
