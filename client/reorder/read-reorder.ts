import { Reorder } from '../../shared/velocity/demand.ts'

/** As many shelves as the server gives at once. */
const PAGE = 5_000

/** Where to ask for the shelves of a branch that lack, or of all branches (`''`). */
export function reorderPath(branchId: string, limit: number, offset = 0): string {
  const page = offset === 0 ? `limit=${limit}` : `limit=${limit}&offset=${offset}`
  return `/reorder?${branchId === '' ? '' : `branchId=${branchId}&`}${page}`
}

/**
 * Every shelf that lacks, however many pages that takes, and their number. A shelf that moves to the next page meanwhile
 * is in it once.
 *
 * @throws whatever `call` throws, for any of the pages
 */
export async function readWholeReorder(
  branchId: string,
  call: (path: string) => Promise<unknown>,
): Promise<Reorder> {
  const first = Reorder.parse(await call(reorderPath(branchId, PAGE)))
  const rows = new Map(first.rows.map((row) => [`${row.branchId} ${row.productId}`, row]))
  for (let offset = PAGE; offset < first.count; offset += PAGE) {
    const page = Reorder.parse(await call(reorderPath(branchId, PAGE, offset)))
    for (const row of page.rows) rows.set(`${row.branchId} ${row.productId}`, row)
  }
  return { ...first, count: rows.size, rows: [...rows.values()] }
}
