import { rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { World } from '../world/open-world.ts'
import { freePort } from '../world/server-process.ts'
import { openShop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'
import { closeAll, openSocket, openSockets } from '../world/socket.ts'
import { memoryOf } from './inspect.ts'

const IDLE_SECONDS = 30
/** Where a device costs more than nothing, it shows in a thousand of them: what the node itself asks a second. */
const OF_THE_NODE = 2

/** idle.devices: what a device costs that only waits, in memory of the server and in statements of Postgres. */
export async function measureIdle(world: World, quick: boolean): Promise<Figure[]> {
  const count = quick ? 500 : 5_000
  const inspector = await freePort()
  const node = await world.startNode([`--inspect=127.0.0.1:${inspector}`])
  const shop = await openShop(world.owner, world.url, { products: 100, devices: count + 100 })
  const { token } = await signIn(node.url, shop)
  const connect = (devices: readonly string[]) =>
    openSockets(devices, (device) => openSocket(node.url, token, device, () => {}))
  // Warm: what the first sockets make the process load belongs to no device.
  closeAll(await connect(shop.devices.slice(count)))
  await sleep(3_000)
  const before = await memoryOf(inspector)
  const sockets = await connect(shop.devices.slice(0, count))
  // That they said hello is written down within two seconds.
  await sleep(5_000)
  const after = await memoryOf(inspector)
  await world.resetStatements()
  await sleep(IDLE_SECONDS * 1_000)
  const statements = await world.statements()
  const isOpen = sockets.filter(({ socket }) => socket.readyState === socket.OPEN).length
  closeAll(sockets)
  if (isOpen < count) throw new Error(`${isOpen} of ${count} sockets stayed open`)
  const kb = (bytes: number) => bytes / 1024 / count
  const rss = kb(after.rss - before.rss)
  const heap = kb(after.heapUsed + after.external - before.heapUsed - before.external)
  return [
    {
      id: 'idle.devices',
      value: rounded(rss),
      unit: 'KB/device',
      baseline: null,
      ratio: null,
      target: 'no query, ≤ 30 KB a device',
      met: rss <= 30 && statements <= IDLE_SECONDS * OF_THE_NODE,
      note:
        `resident memory after a collection, ${count} sockets (heap ${rounded(heap)} KB each; kernel buffers not ` +
        `counted); ${statements} statements in ${IDLE_SECONDS} s, which is the node's own look at the heads once a second`,
    },
  ]
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
