import type { OrderFact } from '../../shared/orders/order.ts'
import type { Visit } from './scenes.ts'
import type { World } from './world.ts'

export type Receipt = Pick<
  OrderFact,
  'id' | 'number' | 'source' | 'branchId' | 'deviceId' | 'cashierId' | 'shiftId' | 'currency' | 'createdAt'
>

/** The next receipt of a lane: its number counts on, as in `DT-L1-000042`, and its cashier has signed in there. */
export function receiptOf(world: World, visit: Visit): Receipt {
  const branch = world.shop.branches[visit.branch]
  const lane = branch?.lanes[visit.lane]
  if (!branch || !lane) throw new Error(`there is no lane ${visit.lane} at branch ${visit.branch}`)
  const counter = (world.receipts.get(lane.id) ?? 0) + 1
  world.receipts.set(lane.id, counter)
  // The first of them has the shift; the others help out.
  const [usual = '', ...others] = lane.cashierIds
  const chance = world.chance('cashiers')
  return {
    id: world.newId(visit.createdAt),
    number: `${branch.document.code}-${lane.code}-${String(counter).padStart(6, '0')}`,
    source: 'pos',
    branchId: branch.document.id,
    deviceId: lane.id,
    cashierId: others.length > 0 && chance.happens(0.15) ? chance.pick(others) : usual,
    shiftId: null,
    currency: world.shop.currency,
    createdAt: new Date(visit.createdAt).toISOString(),
  }
}
