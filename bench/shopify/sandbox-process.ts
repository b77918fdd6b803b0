import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { call } from '../world/post.ts'
import { freePort } from '../world/server-process.ts'

const PATIENCE_MS = 30_000

/** A pretended Shopify in a process of its own, as the real one is elsewhere, and the network that leads to it. */
export type SandboxProcess = { shopFetch: typeof fetch; stop(): Promise<void> }

export async function startSandbox(size: { products: number; variants: number }): Promise<SandboxProcess> {
  const port = await freePort()
  const main = join(import.meta.dirname, '../../server/shopify/sandbox/main.ts')
  const flags = Object.entries({ ...size, port }).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [main, '--forget', ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await call(`${url}/__sandbox/state`, {}).catch(() => null)
    if (answer?.status === 200) break
    if (child.exitCode !== null || Date.now() > until) throw new Error('the sandbox did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    shopFetch: (input, init) => {
      const asked = new URL(input instanceof Request ? input.url : input)
      return fetch(new URL(asked.pathname + asked.search, url), init)
    },
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}
