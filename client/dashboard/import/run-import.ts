import { pushProducts } from '../products/push-products.ts'
import type { Planned } from './plan-import.ts'

export type ToWrite = Extract<Planned, { kind: 'change' | 'new' }>
export type Refused = { row: ToWrite; why: { code: string; message: string } | { error: unknown } }
export type Progress = { done: number; failed: Refused[] }

/** Products of one push: one answer a second or faster, and a cancel that is felt. */
const batch = 100

/**
 * Pushes what a file changes, a batch at a time. A product that is refused leaves the others alone; without an answer
 * the batch counts as failed, and sending it again is safe: what is there already changes nothing.
 */
export async function runImport(
  rows: readonly ToWrite[],
  told: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Progress> {
  const failed: Refused[] = []
  let done = 0
  for (let from = 0; from < rows.length && !signal.aborted; from += batch) {
    const some = rows.slice(from, from + batch)
    try {
      const answers = await pushProducts(some)
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
