import { Device } from '../../shared/access/session.ts'
import type { Shop } from '../database/shop.ts'
import type { createAccount } from './account.ts'

/**
 * Introduces this lane anew to a server that does not know it: one that was brought back from before the lane was
 * registered. Its sales must come back like those of all others (E3), and nobody else has them. Whoever is signed in
 * must be allowed to open a lane there, as at the first time; where that is refused the lane stays stopped, with all it
 * has, and says so. The code that its receipts bear stays its own, unless somebody else was given it meanwhile.
 */
export function introduceLane(
  { session: { lane, training }, sync }: Pick<Shop, 'session' | 'sync'>,
  { callAs, takeCode }: Pick<ReturnType<typeof createAccount>, 'callAs' | 'takeCode'>,
): void {
  if (!lane || training === true) return
  const { deviceId: id, name, branchId, code } = lane
  const introduce = async () => {
    const known = Device.parse(
      await callAs('/devices', { method: 'POST', body: { id, name, branchId, code } }),
    )
    await takeCode(id, known.code)
  }
  // Once: a server that forgets it again at once would be asked for ever.
  let isIntroduced = false
  sync.state$.subscribe(({ stopped, isWriter }) => {
    if (stopped !== 'device-unknown' || !isWriter || isIntroduced) return
    isIntroduced = true
    introduce().then(
      // Under another code the lane is opened anew, and this shop is closed.
      () => void sync.syncNow().catch(() => {}),
      // The next Sync now hears that it is unknown, and tries again.
      () => (isIntroduced = false),
    )
  })
}
