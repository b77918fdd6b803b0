import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Tx } from '../database/database.ts'
import { keepDeadLetters, saidBefore } from '../dead-letters/keep-dead-letters.ts'
import type { Refused } from '../dead-letters/keep-dead-letters.ts'
import type { Deps } from '../deps.ts'
import type { Collection, CollectionPush, Outcome } from './collection.ts'
import type { JudgedRow } from './judge-row.ts'
import { besideStored, hideForeign } from './what-stands.ts'
import { hearWitnesses, knownBefore } from './witness.ts'

/** What a row came to, and whether its document was here before. */
export type Settled = { outcome: Outcome; known: boolean }

/**
 * Settles rows of one collection in the caller's transaction: by the feature's verb, each with an outcome of its own
 * (U1), in the order given. Whoever brings documents in comes through here: a lane that pushes, somebody with its
 * exported outbox, support that replays a dead letter.
 */
export async function settleRows(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  collection: Collection,
  rows: readonly JudgedRow[],
): Promise<Settled[]> {
  const { name } = collection
  const known = await knownBefore(tx, tenantId, collection, rows)
  const said = await saidBefore(tx, tenantId, name, rows)
  const first = rows.map((row, index): Outcome | null => {
    const before = said[index]
    if (before?.kind === 'refused') return before
    // A fact is told from its repeat by its collection. Of what people edit, the first version must not win again.
    if (before && !pushOf(collection).factOf) return { kind: 'refused', ...replayed }
    return row.kind === 'broken' ? { kind: 'refused', code: 'document/invalid', details: row.details } : null
  })
  const documents = rows.flatMap((row, index) =>
    row.kind === 'document' && !first[index] ? [row.pushed] : [],
  )
  const settled = (await pushOf(collection).settle(tx, deps, documents))[Symbol.iterator]()
  const judged = first.map((outcome) => outcome ?? (settled.next().value as Outcome))
  const beside = await besideStored(tx, tenantId, collection, rows, judged)
  const outcomes = beside.map((outcome, index) => {
    const shown = hideForeign(outcome, rows[index] as JudgedRow)
    return said[index]?.kind === 'replayed' ? asReplayed(shown) : shown
  })
  const refused = outcomes.flatMap((outcome, index) => {
    const row = rows[index] as JudgedRow
    return row.isReplay || said[index]?.kind === 'replayed' ? [] : refusedOf(outcome, row, name)
  })
  await keepDeadLetters(tx, deps, tenantId, refused)
  const whole = outcomes.map((outcome, index) => ({ outcome, known: known[index] ?? false }))
  await hearWitnesses(tx, tenantId, rows, whole)
  return whole
}

const replayed = { code: 'document/id-reused', details: 'support has replayed it' } as const

/** What support made of a letter stands: its lane, which still holds the first version, learns that and no refusal. */
function asReplayed(outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused' || !outcome.current) return outcome
  return { kind: 'differs', document: outcome.current }
}

export function refusedOf(outcome: Outcome, row: JudgedRow, collection: CollectionName): Refused[] {
  if (outcome.kind !== 'refused') return []
  const { raw, caller, device } = row
  return [{ collection, raw, caller, device, code: outcome.code, details: outcome.details }]
}

export function pushOf({ name, push }: Collection): CollectionPush {
  if (!push) throw new Error(`${name} cannot be pushed`)
  return push
}
