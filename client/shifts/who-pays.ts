import type { BranchLanes } from '../../shared/branches/lanes.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Lane } from '../database/shop.ts'

/**
 * Where cash is paid out that the desk promised for an order. The lane that sold it knows best what it has paid, without
 * the network too. Where that lane was shut out, or has not been heard for so long that the branch does not count it any
 * more, any other one of the branch may, with a manager's word: `instead`, and only while it hears what the others have
 * paid, since two lanes without a network would both pay.
 *
 * @param lanes of the branch as the server last said; null where it has not
 * @param hears whether this lane hears the log now
 */
export function whoPays(
  { deviceId, branchId }: Pick<Order, 'deviceId' | 'branchId'>,
  lane: Pick<Lane, 'deviceId' | 'branchId'> | null,
  lanes: BranchLanes | null,
  hears: boolean,
): 'here' | 'its-lane' | 'instead' | 'instead-online' {
  if (lane?.deviceId === deviceId) return 'here'
  if (lane?.branchId !== branchId || lanes === null) return 'its-lane'
  if (lanes.lanes.some(({ id }) => id === deviceId)) return 'its-lane'
  return hears ? 'instead' : 'instead-online'
}
