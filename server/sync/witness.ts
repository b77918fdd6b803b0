import type { AuditEntry } from '../audit/write-audit.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Collection, Outcome } from './collection.ts'
import { knownIds } from './known-ids.ts'

/**
 * Says for the audit log what came of documents that somebody brought in for a lane. Asked in the transaction that
 * settles them, so that none is ever there without the word of who brought it.
 */
export type Witness = (brought: readonly Brought[]) => AuditEntry[]

/** `known`: the document had come another way before, and nothing changed. */
export type Brought = { id: string; outcome: Outcome; known: boolean }

type WitnessedRow = { raw: Record<string, unknown>; witness: Witness | null }

/** Of each row, whether its document was here before it; false where there is no witness, since nobody asks. */
export async function knownBefore(
  tx: Tx,
  tenantId: string,
  { table }: Collection,
  rows: readonly WitnessedRow[],
): Promise<boolean[]> {
  const witnessed = rows.filter(({ witness }) => witness !== null)
  const known = new Set(await knownIds(tx, tenantId, table, witnessed.map(idOf)))
  return rows.map((row) => {
    const isKnown = row.witness !== null && known.has(idOf(row))
    // Two hands may bring one document at once: the first of a batch brings it, the others repeat.
    known.add(idOf(row))
    return isKnown
  })
}

/** Writes what the witnesses of these rows have to say: each is asked once, about all that it brought. */
export async function hearWitnesses(
  tx: Tx,
  tenantId: string,
  rows: readonly WitnessedRow[],
  settled: readonly { outcome: Outcome; known: boolean }[],
): Promise<void> {
  const brought = new Map<Witness, Brought[]>()
  for (const [index, row] of rows.entries()) {
    const it = settled[index]
    if (!row.witness || !it) continue
    brought.set(row.witness, [...(brought.get(row.witness) ?? []), { id: idOf(row), ...it }])
  }
  await writeAudit(
    tx,
    tenantId,
    [...brought].flatMap(([witness, documents]) => witness(documents)),
  )
}

function idOf({ raw }: WitnessedRow): string {
  return typeof raw['id'] === 'string' ? raw['id'] : ''
}
