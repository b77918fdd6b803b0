type Written = { after: { id: string } }
type Rejection = { code: string; message: string }
type Refused<Row> = { row: Row; why: Rejection | { error: unknown } }
export type Progress<Row> = { done: number; failed: Refused<Row>[] }

/** Documents of one push: one answer a second or faster, and a cancel that is felt. */
const batch = 100

/**
 * Pushes what a file changes, a batch at a time. A document that is refused leaves the others alone; without an answer
 * the batch counts as failed, and sending it again is safe: what is there already changes nothing.
 */
export async function runImport<Row extends Written>(
  rows: readonly Row[],
  push: (rows: readonly Row[]) => Promise<ReadonlyMap<string, { rejection: Rejection | null }>>,
  told: (progress: Progress<Row>) => void,
  signal: AbortSignal,
): Promise<Progress<Row>> {
  const failed: Refused<Row>[] = []
  let done = 0
  for (let from = 0; from < rows.length && !signal.aborted; from += batch) {
    const some = rows.slice(from, from + batch)
    try {
      const answers = await push(some)
      for (const row of some) {
        const rejection = answers.get(row.after.id)?.rejection
        if (rejection) failed.push({ row, why: rejection })
      }
    } catch (error) {
      for (const row of some) failed.push({ row, why: { error } })
    }
    done += some.length
    told({ done, failed: [...failed] })
  }
  return { done, failed }
}
