import { lapsesAfterMs } from '../../shared/approvals/ask.ts'
import type { Asked, AskedList } from '../../shared/approvals/ask.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { askedById, openAsked, pastAsked } from './queries.ts'
import type { AskedRow } from './queries.ts'

/** What waits for the desk, and the newest of what no longer does. */
export async function listAsked(deps: Deps, tenantId: string): Promise<AskedList> {
  const tx = deps.database.tenant(tenantId)
  const since = new Date(deps.now() - lapsesAfterMs)
  const open = await openAsked(tx, tenantId, since, 200)
  const past = await pastAsked(tx, tenantId, since, 50)
  return { open: open.map((row) => asDocument(row, since)), past: past.map((row) => asDocument(row, since)) }
}

/**
 * One request, for the desk or the lane that asked it.
 *
 * @throws ApiError approval/unknown
 */
export async function readAsked(
  deps: Deps,
  caller: Caller,
  device: CallerDevice | null,
  id: string,
): Promise<Asked> {
  const asked = await askedOf(deps.database.tenant(caller.tenantId), deps, caller.tenantId, id)
  if (caller.role === 'STAFF' && asked.deviceId !== device?.id) throw new ApiError('approval/unknown')
  return asked
}

/** @throws ApiError approval/unknown */
export async function askedOf(tx: Tx, deps: Deps, tenantId: string, id: string): Promise<Asked> {
  const row = await askedById(tx, tenantId, id)
  if (!row) throw new ApiError('approval/unknown')
  return asDocument(row, new Date(deps.now() - lapsesAfterMs))
}

/** @param since what was asked before it has waited too long */
function asDocument({ askedAt, answeredAt, state, ...row }: AskedRow, since: Date): Asked {
  return {
    ...row,
    state: state === 'open' && askedAt <= since ? 'lapsed' : state,
    askedAt: askedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
  }
}
