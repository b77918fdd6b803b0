import type { RejectionCode } from '../../shared/errors.ts'
import type { Replayed } from '../../shared/sync/dead-letter.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { laneById } from '../devices/lane-by-id.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { writerById } from '../users/writer-by-id.ts'
import { changesOf } from './changes-of.ts'
import type { LetterParts, Payload, Resent, Resettled } from './letter-parts.ts'
import { closeLetters, updateVerdicts } from './queries.ts'
import type { StoredLetter } from './queries.ts'
import { shownTo } from './shown-to.ts'

/** A letter that is sent again, held by the caller: as it came, or as somebody corrected it. */
export type Replay = { letter: StoredLetter; corrected: Payload | null }

/**
 * Sends dead letters again, as the lanes that wrote them and their people: by the verb that settles a push, with all of
 * its checks (U5, A3). What is taken closes its letter in the same transaction, so that nothing is settled twice (U3);
 * what is refused again stays open with the newest reason. Who did it, and every correction, is in the audit log.
 *
 * @returns one outcome a letter, in the order given
 */
export async function replayLetters(
  tx: Tx,
  deps: Deps,
  parts: LetterParts,
  caller: Caller,
  replays: readonly Replay[],
): Promise<Replayed[]> {
  const { tenantId } = caller
  const outcomes = new Map<string, Resettled>()
  for (const [collection, some] of Map.groupBy(replays, ({ letter }) => letter.collection)) {
    const resent = await asWritten(tx, caller, some)
    const settled = await parts.settle(tx, tenantId, collection, resent)
    some.forEach(({ letter }, index) => outcomes.set(letter.id, settled[index] as Resettled))
  }
  const judged = replays.map((replay) => ({
    ...replay,
    outcome: outcomes.get(replay.letter.id) as Resettled,
  }))
  await write(tx, deps, caller, judged)
  return judged.map(({ letter, outcome }) => answerOf(letter.id, outcome, caller))
}

/** The documents with who wrote them and at which lane. */
async function asWritten(
  tx: Tx,
  { tenantId, sessionId }: Caller,
  replays: readonly Replay[],
): Promise<Resent[]> {
  const lanes = new Map<string | null, CallerDevice | null>([[null, null]])
  const people = new Map<string | null, Caller | undefined>()
  for (const { letter } of replays) {
    const { deviceId, userId } = letter
    if (deviceId !== null && !lanes.has(deviceId))
      lanes.set(deviceId, (await laneById(tx, tenantId, deviceId)) ?? null)
    if (userId !== null && !people.has(userId)) people.set(userId, await writerById(tx, tenantId, userId))
  }
  return replays.map(({ letter, corrected }) => {
    // Of somebody who is gone there is a name at most, and no rights.
    const { userId, branchId } = letter
    const nobody: Caller = { tenantId, userId: userId ?? '', role: 'STAFF', branchId, sessionId }
    const caller = people.get(userId) ?? nobody
    return { payload: corrected ?? letter.payload, caller, device: lanes.get(letter.deviceId) ?? null }
  })
}

type Judged = Replay & { outcome: Resettled }

async function write(tx: Tx, deps: Deps, caller: Caller, judged: readonly Judged[]): Promise<void> {
  const { tenantId, userId } = caller
  const at = new Date(deps.now()).toISOString()
  const taken = judged.filter(({ outcome }) => outcome.kind !== 'refused')
  await closeLetters(
    tx,
    tenantId,
    taken.map(({ letter }) => ({ id: letter.id, state: 'replayed', at, by: userId, reason: null })),
  )
  const verdicts = judged.flatMap(({ letter, corrected, outcome }) =>
    outcome.kind === 'refused' && corrected === null
      ? [{ id: letter.id, code: outcome.code, details: storable(outcome.details) }]
      : [],
  )
  await updateVerdicts(tx, tenantId, verdicts)
  await writeAudit(
    tx,
    tenantId,
    judged.map(({ letter, corrected, outcome }) => ({
      id: deps.newId(),
      at,
      actorId: userId,
      deviceId: letter.deviceId,
      action: outcome.kind === 'refused' ? 'dead-letter.refused-again' : 'dead-letter.replayed',
      subject: letter.collection,
      subjectId: letter.documentId,
      details: {
        letterId: letter.id,
        cause: letter.code,
        writtenBy: letter.userId,
        outcome: wordFor(outcome),
        ...(outcome.kind === 'refused' ? { code: outcome.code } : {}),
        ...(corrected ? { changes: changesOf(letter.payload, corrected) } : {}),
      },
    })),
  )
}

function storable(details: string): string {
  return details.replaceAll('\u0000', '').slice(0, 2000)
}

function wordFor(outcome: Resettled): Replayed['outcome'] {
  if (outcome.kind === 'refused') return 'refused'
  return outcome.document?.['status'] === 'conflict' ? 'conflict' : 'settled'
}

function answerOf(id: string, outcome: Resettled, { role }: Caller): Replayed {
  const word = wordFor(outcome)
  if (outcome.kind !== 'refused') {
    const document = shownTo(role, outcome.document) as Payload | null
    return { id, outcome: word, document, rejection: null }
  }
  const rejection: { code: RejectionCode; details: string } = { code: outcome.code, details: outcome.details }
  return { id, outcome: word, document: null, rejection }
}
