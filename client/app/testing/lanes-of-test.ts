import { afterEach, beforeEach } from 'vitest'
import type { Shop } from '../../database/shop.ts'
import { fakeServer, type FakeServer } from '../../sync/testing/fake-server.ts'
import { openTestLane, type LaneOptions } from './test-lane.ts'

/**
 * For the top of a test file: each test gets a fresh server at `server`, and every lane that it opens by `lane`
 * is closed behind it.
 */
export function lanesOfTest() {
  let open: Shop[] = []
  const world = {
    server: undefined as unknown as FakeServer,
    async lane(options: Partial<LaneOptions> = {}): Promise<Shop> {
      const shop = await openTestLane({ server: world.server, ...options })
      open.push(shop)
      return shop
    },
    /** The test has closed its lanes itself. */
    forget: () => void (open = []),
  }
  beforeEach(() => {
    world.server = fakeServer()
  })
  afterEach(async () => {
    const closing = open
    open = []
    await Promise.all(closing.map((shop) => shop.close({ force: true })))
  })
  return world
}
