import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { openCases } from './queries.ts'
import type { CasePage } from './queries.ts'

export const CaseList = z.object({
  conflicts: z.array(
    z.object({
      kind: z.enum(['order', 'movement']),
      id: z.string(),
      detectedAt: z.string(),
      document: z.looseObject({}),
    }),
  ),
  next: z.nullable(z.object({ afterAt: z.string(), afterId: z.string() })),
})
export type CaseList = z.infer<typeof CaseList>

/** Open cases, oldest first, with the key of the next page; an order's document is the whole order. */
export async function listCases(deps: Deps, tenantId: string, page: CasePage): Promise<CaseList> {
  const cases = await openCases(deps.database.tenant(tenantId), tenantId, page)
  const conflicts = cases.map(({ kind, id, detectedAt, document }) => ({
    kind,
    id,
    detectedAt: detectedAt.toISOString(),
    document: JSON.parse(document) as Record<string, unknown>,
  }))
  const last = conflicts.length === page.limit ? conflicts.at(-1) : undefined
  return { conflicts, next: last ? { afterAt: last.detectedAt, afterId: last.id } : null }
}
