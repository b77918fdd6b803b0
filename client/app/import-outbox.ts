import { ImportAnswer, mostInImport, outboxCollections } from '../../shared/sync/outbox.ts'
import type { ImportOutcome, Outbox, OutboxDocument } from '../../shared/sync/outbox.ts'
import type { Call } from './api.ts'

/**
 * Brings another lane's outbox to the server, some documents at a time; `done` hears after each. What was settled
 * stays so if a later part fails: importing the file again changes nothing of it (U3).
 *
 * @throws ApiError outbox/foreign, access/branch and others, NoAnswer
 */
export async function importOutbox(
  { tenantId, deviceId, documents }: Outbox,
  call: (path: string, call: Call) => Promise<unknown>,
  done: (count: number) => void,
): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = []
  for (const part of partsOf(documents)) {
    const body = { tenantId, documents: part }
    const answer = await call(`/devices/${deviceId}/outbox-import`, { method: 'POST', body })
    outcomes.push(...ImportAnswer.parse(answer).outcomes)
    done(outcomes.length)
  }
  return outcomes
}

/** Requests of one outbox: what names another document behind it (U6), the halves of a transfer together (M2). */
export function partsOf(documents: readonly OutboxDocument[], most = mostInImport): OutboxDocument[][] {
  const sorted = outboxCollections.flatMap((name) =>
    documents.filter(({ collection }) => collection === name).toSorted(byTransfer),
  )
  const parts: OutboxDocument[][] = []
  for (const one of sorted) {
    const part = parts.at(-1)
    const isHalf =
      part !== undefined && transferOf(one) !== '' && transferOf(one) === transferOf(part.at(-1)!)
    // One place is kept for a second half.
    if (part && (isHalf || part.length < most - 1)) part.push(one)
    else parts.push([one])
  }
  return parts
}

function byTransfer(a: OutboxDocument, b: OutboxDocument): number {
  const [left, right] = [transferOf(a), transferOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function transferOf({ document }: OutboxDocument): string {
  return typeof document['transferId'] === 'string' ? document['transferId'] : ''
}
