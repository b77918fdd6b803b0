import type { LetterParts, Resettled } from '../dead-letters/letter-parts.ts'
import type { Deps } from '../deps.ts'
import type { Collection, Collections, Outcome } from './collection.ts'
import { judgeRow } from './judge-row.ts'
import { settleRows } from './settle-rows.ts'
import { storedDocuments } from './stored-documents.ts'

/** The road that documents come by, as the desk of dead letters walks it again: one letter stays one letter. */
export function letterParts(deps: Deps, collections: Collections): LetterParts {
  const collectionOf = (name: string): Collection | undefined =>
    Object.hasOwn(collections, name) ? collections[name as keyof Collections] : undefined
  return {
    async settle(tx, tenantId, name, resent) {
      const collection = collectionOf(name)
      const push = collection?.push
      if (!collection || !push) return resent.map(() => notOurs)
      const rows = resent.map(({ payload, caller, device }) =>
        judgeRow(push, { newDocumentState: payload }, { caller, device, witness: null, isReplay: true }),
      )
      return (await settleRows(tx, deps, tenantId, collection, rows)).map(({ outcome }) => resettled(outcome))
    },
    async stored(tx, tenantId, name, id, reader) {
      const collection = collectionOf(name)
      if (!collection) return null
      return (await storedDocuments(tx, tenantId, collection, [id], reader)).get(id) ?? null
    },
    schemaOf: (name) => collectionOf(name)?.push?.schema,
  }
}

const notOurs = { kind: 'refused', code: 'document/invalid', details: 'no such collection' } as const

function resettled(outcome: Outcome): Resettled {
  if (outcome.kind === 'refused') return { kind: 'refused', code: outcome.code, details: outcome.details }
  return { kind: 'taken', document: outcome.kind === 'differs' ? outcome.document : null }
}
