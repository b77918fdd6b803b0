import type { LanePerson } from '../../shared/access/lane-people.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { peopleOfBranch } from '../users/people-of-branch.ts'
import { notePeople } from './note-people.ts'

/**
 * The people who may work at a lane, by name. Whoever is handed to a lane may be the cashier of its orders from then
 * on (A3): they switch by PIN there, without the server hearing of it before the orders come.
 */
export async function listPeople(
  tx: Tx,
  deps: Deps,
  { tenantId }: Caller,
  device: CallerDevice,
): Promise<LanePerson[]> {
  const people = await peopleOfBranch(tx, tenantId, device.branchId)
  await notePeople(
    tx,
    tenantId,
    device.id,
    people.map(({ id }) => id),
    new Date(deps.now()),
  )
  return people
}
