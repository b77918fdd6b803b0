import type { Deps } from '../deps.ts'
import { keepCards } from './keep-cards.ts'
import { behindBy, trigramsThere } from './queries.ts'
import type { Carded } from './queries.ts'

/** Chunks of cards that a search writes by itself before it answers: what a till sold a moment ago is found. */
const CHUNKS = 4

/**
 * Brings the cards up to the log where little is missing, and says how far behind the search is: after an import of
 * years it answers with what there is, and the reader of the log goes on behind it.
 */
export async function upToDate(
  { database, logger }: Pick<Deps, 'database' | 'logger'>,
  tenantId: string,
  collections: readonly Carded[],
): Promise<{ behind: number; hasTrigrams: boolean }> {
  const db = database.tenant(tenantId)
  const [missing, hasTrigrams] = await Promise.all([behindBy(db, tenantId, collections), trigramsThere(db)])
  if (missing === 0) return { behind: 0, hasTrigrams }
  await keepCards(db, tenantId, { chunks: CHUNKS })
  const behind = await behindBy(db, tenantId, collections)
  // The reader of the log hears of what moves; this may have been written before it listened.
  if (behind > 0)
    void keepCards(db, tenantId).catch((error: unknown) => logger.debug({ err: error }, 'cards not kept'))
  return { behind, hasTrigrams }
}
