import type { Shop } from '../../database/shop.ts'
import { fakeServer, type FakeServer } from '../../sync/testing/fake-server.ts'
import { openTestLane, type LaneOptions } from './test-lane.ts'

/** The lanes of a test over one pretend server: `begin` before each test, `end` behind it. */
export function lanesOfTest() {
  let open: Shop[] = []
  let server: FakeServer
  return {
    /** A fresh server. */
    begin: () => (server = fakeServer()),
    async lane(options: Partial<LaneOptions> = {}): Promise<Shop> {
      const shop = await openTestLane({ server, ...options })
      open.push(shop)
      return shop
    },
    /** The test has closed its lanes itself. */
    forget: () => void (open = []),
    /** Closes the lanes that are open. */
    async end(): Promise<void> {
      const closing = open
      open = []
      await Promise.all(closing.map((shop) => shop.close({ force: true })))
    },
  }
}
