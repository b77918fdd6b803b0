import type { PushRow } from '../../shared/sync/protocol.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import type { CollectionPush, Pushed } from './collection.ts'
import type { KnownLog } from './known-log.ts'
import type { Witness } from './witness.ts'
import { fingerprintOf } from '../fingerprint.ts'

/** A pushed row after a look at its shape: a document of its collection, or something to keep as a dead letter. */
export type JudgedRow = {
  raw: Record<string, unknown>
  caller: Caller
  device: CallerDevice | null
  /** Who brought it in for the lane, where it did not come by itself. */
  witness: Witness | null
  /** The log as its sender knows it; empty where nobody's device stands behind it. */
  log: KnownLog
  /** Support sends it again out of a dead letter, which stays the only one of it. */
  isReplay: boolean
  /** Its push was answered without it: nobody waits any more, and it will come again. */
  isLate: boolean
} & ({ kind: 'document'; pushed: Pushed } | { kind: 'broken'; details: string })

/** Parses one row by its collection's schema: each document is judged by itself (U1, U5). */
export function judgeRow(
  push: CollectionPush,
  row: PushRow,
  from: Pick<JudgedRow, 'caller' | 'device' | 'witness'> & { isReplay?: boolean; log?: KnownLog },
): JudgedRow {
  const { caller, device, witness, isReplay = false, log = {} } = from
  const sent = row.newDocumentState
  if (!isDocument(sent)) {
    // What is no document at all, or too deep to be walked, is kept as far as it can be.
    return {
      raw: { sent: brief(sent) },
      caller,
      device,
      witness,
      isReplay,
      log,
      isLate: false,
      kind: 'broken',
      details: 'not a document of this collection',
    }
  }
  const raw = sent
  const whom = { raw, caller, device, witness, isReplay, log, isLate: false }
  if (!isStorable(raw)) {
    return {
      ...whom,
      kind: 'broken',
      details: 'text must not hold the character NUL, nor half a surrogate pair',
    }
  }
  const parsed = push.schema.safeParse(raw)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`,
    )
    return { ...whom, kind: 'broken', details: faults.slice(0, 20).join('; ').replaceAll('\u0000', '') }
  }
  const assumed = isDocument(row.assumedMasterState) ? row.assumedMasterState : null
  const document = parsed.data
  const fingerprint = fingerprintOf(push.factOf?.(document) ?? document)
  return { ...whom, kind: 'document', pushed: { document, fingerprint, raw, assumed, caller, device } }
}

function isDocument(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isTooDeep(value)
}

function brief(value: unknown): unknown {
  return isTooDeep(value) ? 'nested too deeply to be kept' : (value ?? null)
}

/** JSON can name two things that Postgres cannot keep as text: NUL, and one half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member))
}

/** Whether a value is nested deeper than any document of ours: what walks it would run out of stack. */
function isTooDeep(value: unknown, allowed = 32): boolean {
  if (value === null || typeof value !== 'object') return false
  return allowed === 0 || Object.values(value).some((member) => isTooDeep(member, allowed - 1))
}
