import { Device } from '../../shared/access/session.ts'
import type { Shop } from '../database/shop.ts'
import { backoffMs } from '../sync/backoff.ts'
import type { createAccount } from './account.ts'
import { ApiError } from './api.ts'

/** Half an hour of pauses; then it is for a person, who may have signed out long ago. */
const MOST_TRIES = 30

/**
 * Introduces this lane anew to a server that does not know it: one that was brought back from before the lane was
 * registered. Its sales must come back like those of all others (E3), and nobody else has them. Whoever is signed in
 * must be allowed to open a lane there, as at the first time; where that is refused the lane stays stopped, with all it
 * has, and says so. Where no answer came it is introduced again, later and later. The code that its receipts bear stays
 * its own, unless somebody else was given it meanwhile.
 *
 * @param rest waits after so many tries that came to nothing
 */
export function introduceLane(
  { session: { lane, training }, sync }: Pick<Shop, 'session' | 'sync'>,
  { callAs, takeCode }: Pick<ReturnType<typeof createAccount>, 'callAs' | 'takeCode'>,
  rest: (failed: number) => Promise<void> = restLonger,
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
  let failed = 0
  let isUnknown = false
  const look = (): void => {
    if (!isUnknown || isIntroduced) return
    isIntroduced = true
    introduce().then(
      // Under another code the lane is opened anew, and this shop is closed.
      () => void sync.syncNow().catch(() => {}),
      async (error: unknown) => {
        const isRefused = error instanceof ApiError && error.status < 500
        const goesOn = !isRefused && failed < MOST_TRIES
        if (goesOn) await rest(failed)
        failed += 1
        isIntroduced = false
        // Else it waits for the next Sync now, which hears that it is unknown.
        if (goesOn) look()
      },
    )
  }
  sync.state$.subscribe(({ stopped, isWriter }) => {
    isUnknown = stopped === 'device-unknown' && isWriter
    look()
  })
}

function restLonger(failed: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, backoffMs(failed + 1, Math.random)))
}
