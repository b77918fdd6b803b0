import type { ShopSession } from './shop.ts'

/**
 * The name of a device's databases. Tenant, lane and scope (role and branch, P2) are in it: what one may see is never
 * found by another on the same browser. Colleagues of one role at one lane share it, because a lane's unsent orders
 * must go out whoever of them signs in.
 */
export function databaseName(who: {
  tenantId: string
  deviceId: string | null
  role: string
  branchId: string | null
}): string {
  return ['omnisync', who.tenantId, who.deviceId ?? 'nolane', who.role, who.branchId ?? 'all']
    .join('-')
    .toLowerCase()
}

/** The same for a session: of the lane that it stands at, else of the person. */
export function databaseNameOf({ user, lane }: ShopSession): string {
  return databaseName({
    tenantId: user.tenantId,
    deviceId: lane?.deviceId ?? null,
    role: user.role,
    branchId: lane?.branchId ?? user.branchId,
  })
}

/** The name of the lock that the one tab holds which writes to these databases (C2). */
export function lockOf(databaseName: string): string {
  return `omnisync-lane:${databaseName}`
}
