import type { Tx } from '../database/database.ts'
import type { Collection, Outcome } from './collection.ts'
import type { JudgedRow } from './judge-row.ts'
import { storedDocuments } from './stored-documents.ts'

/**
 * Beside what was refused stands what the server has under its id, be it of this very batch: it is the server's word
 * on the document (U2). Of a fact the first one stands, however broken the second is (U3).
 */
export async function besideStored(
  tx: Tx,
  tenantId: string,
  collection: Collection,
  rows: readonly Pick<JudgedRow, 'raw' | 'caller'>[],
  outcomes: readonly Outcome[],
): Promise<Outcome[]> {
  const isOpen = (outcome: Outcome) =>
    outcome.kind === 'refused' && !((outcome.current?.['seq'] as number) > 0)
  const asked = rows.filter((_, index) => isOpen(outcomes[index] as Outcome))
  const seesCost = asked.every(({ caller }) => caller.role === 'ADMIN')
  const ids = asked.map(({ raw }) => raw['id'])
  const stored = await storedDocuments(tx, tenantId, collection, ids, { seesCost })
  return outcomes.map((outcome, index) => {
    const current = stored.get(String(rows[index]?.raw['id']))
    if (outcome.kind !== 'refused' || !isOpen(outcome) || !current) return outcome
    return { ...outcome, current, ...(collection.push?.factOf ? { code: 'document/id-reused' } : {}) }
  })
}

/**
 * Keeps another branch's documents from STAFF who push something under their ids (P2, A1). The half of a transfer that
 * arrives there is their own writing.
 */
export function hideForeign(outcome: Outcome, { caller }: Pick<JudgedRow, 'caller'>): Outcome {
  if (caller.role !== 'STAFF' || outcome.kind === 'same') return outcome
  const shown = outcome.kind === 'differs' ? outcome.document : outcome.current
  const branchId = shown?.['branchId']
  if (!shown || typeof branchId !== 'string' || branchId === caller.branchId) return outcome
  if (outcome.kind === 'refused')
    return { kind: 'refused', code: 'document/forbidden', details: 'another branch' }
  // Without the balance, which is that branch's own.
  if (shown['reason'] === 'transfer_in') return { kind: 'differs', document: { ...shown, balance: null } }
  return { kind: 'refused', code: 'document/forbidden', details: 'another branch' }
}
