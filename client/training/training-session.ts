import type { ShopSession } from '../database/shop.ts'

/**
 * The session of a training at a lane: a device and a business that do not exist, so that nothing of it is ever taken
 * for the lane's own, and receipts that begin with `TR-`.
 */
export function trainingSession(real: ShopSession, deviceId: string): ShopSession {
  const { user, lane } = real
  if (!lane) throw new Error('a training needs a lane')
  return {
    ...real,
    training: true,
    user: { ...user, tenantId: `training-${user.tenantId}` },
    lane: { ...lane, deviceId, branchCode: 'TR' },
  }
}
