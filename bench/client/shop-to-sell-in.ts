import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { seedDemo } from '../../seed/demo.ts'
import { openWorld } from '../world/open-world.ts'
import type { World } from '../world/open-world.ts'
import { call } from '../world/post.ts'
import { freePort, SECRET } from '../world/server-process.ts'

/** A demo shop of so many products behind a real server that serves a built client. */
export type ShopToSellIn = {
  /** Browsers keep offline data for this name without TLS. */
  origin: string
  world: World
  products: number
  /** Barcodes of products in the order of the log: the first arrive first at a new device. */
  barcodes: string[]
  /** Ends the server process; `start` brings it back at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function openShopToSellIn(clientFolder: string, products: number): Promise<ShopToSellIn> {
  const world = await openWorld()
  const size = { products, orders: 20, customers: 100, branches: 1, days: 2 }
  await seedDemo(world.url, { mode: 'development', secret: SECRET, ...size })
  // Enough of everything: a question about the last piece would stop the clock. And a catalogue that came in long ago:
  // its movements are history, a hundred thousand of them, and no device asks for them (P2). None has seen these rows yet.
  await world.owner.query(
    `begin; set local session_replication_role = replica;
     update stock_levels set on_hand = 100000;
     update stock_movements set created_at = created_at - interval '60 days';
     commit; analyze`,
  )
  const { rows } = await world.owner.query<{ barcode: string }>(
    `select p.barcode from products p join stock_levels l on l.tenant_id = p.tenant_id and l.product_id = p.id
     where p.barcode is not null and p.status = 'active' order by p.seq`,
  )
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    if (child) return
    child = spawn(process.execPath, [join(import.meta.dirname, 'app-server.ts')], {
      env: { ...process.env, DATABASE_URL: world.url, CLIENT: clientFolder, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    for (;;) {
      const answer = await call(`http://127.0.0.1:${port}/readyz`, {}).catch(() => null)
      if (answer?.status === 200) return
      if (child.exitCode !== null) throw new Error('the server did not start')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async function stop(): Promise<void> {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null) return
    running.kill('SIGKILL')
    await once(running, 'exit')
  }

  await start()
  return {
    origin,
    world,
    products,
    barcodes: rows.map(({ barcode }) => barcode),
    stop,
    start,
    async close() {
      await stop()
      await world.close()
    },
  }
}
