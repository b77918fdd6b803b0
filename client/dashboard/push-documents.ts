import { z } from 'zod'
import { account } from '../app/app-parts.ts'

/** What a page pushes: documents that merge field by field. */
export type EditedDocument = { id: string; seq: number }

/** What the server says of a document: its state now, and why the push was refused, where it was. */
export type Pushed<Document> = { document: Document; rejection: { code: string; message: string } | null }

const Answer = z.object({
  conflicts: z.array(
    z.looseObject({
      id: z.string(),
      rejection: z.nullish(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
})

/**
 * Pushes documents as the sync contract has it: each against what this device knew, so that the server merges field by
 * field (M4). Gives the server's word on each, by id.
 *
 * @throws ApiError, NoAnswer
 */
export async function pushDocuments<Document extends EditedDocument>(
  collection: 'products' | 'customers',
  rows: readonly { before: Document | null; after: Document }[],
): Promise<ReadonlyMap<string, Pushed<Document>>> {
  const body = {
    rows: rows.map(({ before, after }) => ({
      newDocumentState: after,
      ...(before ? { assumedMasterState: before } : {}),
    })),
  }
  const said = await account.callAs(`/replication/${collection}/push`, { method: 'POST', body })
  return new Map(
    Answer.parse(said).conflicts.map(({ rejection = null, ...document }) => [
      document.id,
      { document: document as unknown as Document, rejection },
    ]),
  )
}
