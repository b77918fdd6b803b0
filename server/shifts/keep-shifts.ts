import { growShift } from '../../shared/shifts/grow-shift.ts'
import type { Shift } from '../../shared/shifts/shift.ts'
import { noteUse } from '../approvals/desks-word.ts'
import { tradeTerms } from '../branches/trade-terms.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { whoSignedIn } from '../devices/who-signed-in.ts'
import type { MayBeNamed } from '../devices/who-signed-in.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import { settleMerged } from '../sync/settle-merged.ts'
import type { Fault } from '../sync/settle-merged.ts'
import { whoMayApprove } from '../approvals/who-may-approve.ts'
import { cashNotes } from './cash-notes.ts'
import { lockShifts, writeShifts } from './queries.ts'

/**
 * Opens, continues and closes shifts: each is written by its own lane, names people of that lane alone (A3), and only
 * grows, whatever comes late or twice (U3). Cash that left the drawer has left it: a word that is missing for it, or
 * is nobody's who may give one, is put on record and refuses nothing.
 */
export async function keepShifts(tx: Tx, deps: Deps, batch: readonly Pushed<Shift>[]): Promise<Outcome[]> {
  const tenantId = batch[0]?.caller.tenantId
  if (tenantId === undefined) return []
  const mayBeNamed = await whoSignedIn(tx, tenantId, batch)
  const branchIds = new Set(batch.flatMap(({ device }) => (device ? [device.branchId] : [])))
  const { settings } = await tradeTerms(tx, tenantId, [...branchIds])
  const approvals = batch.flatMap(({ document }) => document.cashMovements.flatMap((it) => it.approval ?? []))
  const isManagersWord = await whoMayApprove(tx, tenantId, approvals)
  const outcomes = await settleMerged<Shift>(
    tx,
    deps,
    {
      name: 'shifts',
      fields: [
        'cashMovements',
        'closedBy',
        'closedAt',
        'countedCash',
        'expectedCash',
        'note',
        'counts',
        'closing',
      ],
      lock: lockShifts,
      write: writeShifts,
      join: growShift,
      fault: (pushed, current) => faultOf(pushed, current, mayBeNamed),
      notes: ({ document }, current) =>
        cashNotes(document, current, settings.get(document.branchId)?.limits.cashOut ?? null, isManagersWord),
    },
    batch,
  )
  // A word that counts for nothing is not used up by whoever names it.
  const used = batch.flatMap(({ document: { cashMovements, deviceId } }, index) =>
    outcomes[index]?.kind === 'refused'
      ? []
      : cashMovements.flatMap(({ id, amount, approval }) =>
          approval && isManagersWord(approval, { deviceId, id, cash: amount })
            ? [{ approval, usedFor: id }]
            : [],
        ),
  )
  await noteUse(tx, tenantId, used)
  return outcomes
}

function faultOf(pushed: Pushed<Shift>, current: Shift | undefined, mayBeNamed: MayBeNamed): Fault | null {
  const { document, device } = pushed
  const forbidden = (details: string): Fault => ({ code: 'document/forbidden', details })
  if (document._deleted) return forbidden('a shift is never deleted')
  const isOwn = device && document.deviceId === device.id && document.branchId === device.branchId
  if (!isOwn || (current && current.deviceId !== device.id))
    return forbidden('a shift is written by its own lane')
  const stranger = peopleOf(document).find((userId) => !mayBeNamed(pushed, userId))
  return stranger === undefined ? null : forbidden(`person ${stranger} never signed in on this lane`)
}

/** Who worked. Who approves need never have signed in on the lane. */
function peopleOf({ openedBy, closedBy, cashMovements }: Shift): string[] {
  return [openedBy, ...(closedBy === null ? [] : [closedBy]), ...cashMovements.map((it) => it.actorId)]
}
