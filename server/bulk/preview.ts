import { applyOperation } from '../../shared/bulk/apply-operation.ts'
import type { BulkPreview, PreviewBody } from '../../shared/bulk/bulk-operation.ts'
import type { BulkFailure } from '../../shared/bulk/failures.ts'
import { valueOf } from '../../shared/bulk/value-of.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { countSelected, pageOfSelected } from './selected-products.ts'
import type { PreviewedProduct } from './selected-products.ts'
import { refuseSenseless } from './refuse-senseless.ts'

const SAMPLE = 20
/** Small enough that nobody who asks this process something meanwhile notices. */
const PAGE = 2_000

/**
 * What an operation would do now to everything that is selected, by the very rule that it will be done by. Reads in
 * one snapshot and changes nothing.
 *
 * @throws ApiError bulk/selection-empty, bulk/below-zero, bulk/unknown-branch, branch/closed
 */
export async function previewBulk(
  deps: Deps,
  tenantId: string,
  { selection, operation }: PreviewBody,
): Promise<BulkPreview> {
  const read = deps.database.tenant(tenantId).transaction().setIsolationLevel('repeatable read')
  return read.execute(async (tx) => {
    await refuseSenseless(tx, tenantId, operation)
    const { count, hash } = await countSelected(tx, tenantId, selection)
    if (count === 0) throw new ApiError('bulk/selection-empty')
    const preview: BulkPreview = {
      count,
      changed: 0,
      unchanged: 0,
      failed: 0,
      hash,
      sample: [],
      reasons: [],
      failures: [],
    }
    const reasons = new Map<BulkFailure, number>()
    for await (const product of everyProduct(tx, tenantId, { selection, operation })) {
      const { id, sku, title } = product
      const before = valueOf(product, operation) as BulkPreview['sample'][number]['before']
      const outcome = applyOperation(product, operation)
      if (outcome.kind === 'same') preview.unchanged += 1
      else if (outcome.kind === 'changed') {
        preview.changed += 1
        const after = outcome.value as typeof before
        if (preview.sample.length < SAMPLE) preview.sample.push({ id, sku, title, before, after })
      } else {
        preview.failed += 1
        reasons.set(outcome.code, (reasons.get(outcome.code) ?? 0) + 1)
        if (preview.failures.length < SAMPLE)
          preview.failures.push({ id, sku, title, before, code: outcome.code })
      }
    }
    preview.reasons = [...reasons].map(([code, times]) => ({ code, count: times }))
    return preview
  })
}

async function* everyProduct(
  tx: Tx,
  tenantId: string,
  { selection, operation }: PreviewBody,
): AsyncGenerator<PreviewedProduct> {
  const branchId = 'branchId' in operation ? operation.branchId : null
  for (let after: string | null = null; ;) {
    const page: PreviewedProduct[] = await pageOfSelected(tx, tenantId, selection, branchId, after, PAGE)
    yield* page
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? null
  }
}
