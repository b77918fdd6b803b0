import { outboxCollections } from '../../shared/sync/outbox.ts'
import type { ImportBody, ImportOutcome, OutboxDocument } from '../../shared/sync/outbox.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import type { PushDesk } from './push.ts'
import type { Witness } from './witness.ts'
import { laneById } from '../devices/lane-by-id.ts'

type OutboxName = (typeof outboxCollections)[number]

/**
 * Settles what a lane wrote and could not send, from its exported outbox, on that lane's behalf: by the same verbs and
 * with the same checks as if it had pushed it (A3), each document once (U3). Who vouches for the file is a manager or
 * somebody of the lane's branch, and is in the audit log. The lane may be revoked: what it sold before still counts.
 *
 * @throws ApiError outbox/foreign, access/branch, sync/busy
 */
export async function importOutbox(
  deps: Deps,
  desk: PushDesk,
  caller: Caller,
  deviceId: string,
  { tenantId, documents }: ImportBody,
): Promise<ImportOutcome[]> {
  if (tenantId !== caller.tenantId) throw new ApiError('outbox/foreign')
  const device = await laneById(deps.database.tenant(tenantId), tenantId, deviceId)
  if (!device) throw new ApiError('outbox/foreign')
  if (caller.role === 'STAFF' && caller.branchId !== device.branchId) throw new ApiError('access/branch')
  const outcomes: ImportOutcome[] = []
  for (const name of outboxCollections) {
    const sent = documents.filter(({ collection }) => collection === name)
    if (sent.length > 0) outcomes.push(...(await importSome(deps, desk, caller, device, name, sent)))
  }
  return outcomes
}

async function importSome(
  deps: Deps,
  desk: PushDesk,
  caller: Caller,
  device: CallerDevice,
  name: OutboxName,
  sent: readonly OutboxDocument[],
): Promise<ImportOutcome[]> {
  const rows = sent.map(({ document }) => ({ newDocumentState: document }))
  const witness = importedBy(deps, caller, device, name)
  const { conflicts, known } = await desk.push({ collection: name, caller, device, rows, witness })
  const answered = new Map(conflicts.map((document) => [idOf(document), document]))
  return sent.map(({ document }) => {
    const id = idOf(document)
    return outcomeOf(name, id, known.has(id), answered.get(id))
  })
}

function idOf({ id }: Record<string, unknown>): string {
  return typeof id === 'string' ? id : ''
}

function outcomeOf(
  collection: OutboxName,
  id: string,
  known: boolean,
  answer: Record<string, unknown> | undefined,
): ImportOutcome {
  const status = typeof answer?.['status'] === 'string' ? answer['status'] : null
  const rejection = (answer?.['rejection'] ?? null) as ImportOutcome['rejection']
  const isUnsettled = status === 'pending' && answer?.['seq'] === 0
  const outcome = isUnsettled ? 'waiting' : wordFor(status === 'rejected', known, answer)
  return { collection, id, outcome, status, rejection: status === 'rejected' ? rejection : null }
}

function wordFor(
  isRefused: boolean,
  known: boolean,
  answer: Record<string, unknown> | undefined,
): 'rejected' | 'known' | 'conflict' | 'settled' {
  if (isRefused) return 'rejected'
  if (known) return 'known'
  return answer?.['status'] === 'conflict' ? 'conflict' : 'settled'
}

/** Who brought which documents, and what came of each: an entry for each transaction that settles some of them. */
function importedBy(deps: Deps, caller: Caller, device: CallerDevice, collection: OutboxName): Witness {
  return (brought) => [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: caller.userId,
      deviceId: device.id,
      action: 'outbox.imported',
      subject: 'devices',
      subjectId: device.id,
      details: {
        documents: brought.map(({ id, outcome, known }) => {
          const answer = outcome.kind === 'differs' ? outcome.document : undefined
          return { collection, id, outcome: wordFor(outcome.kind === 'refused', known, answer) }
        }),
      },
    },
  ]
}
