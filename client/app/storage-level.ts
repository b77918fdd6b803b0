import type { StorageState } from '../database/shop.ts'

/** From which share of the quota on somebody is told, and from which on it is urgent. */
const [filling, full] = [0.8, 0.95]

/** How full the browser's storage is; `unknown` where the browser does not say. */
export function storageLevel({
  usage,
  quota,
}: Pick<StorageState, 'usage' | 'quota'>): 'unknown' | 'roomy' | 'filling' | 'full' {
  if (usage === null || quota === null || quota <= 0) return 'unknown'
  const share = usage / quota
  return share >= full ? 'full' : share >= filling ? 'filling' : 'roomy'
}
