import { ask } from '../world/post.ts'

/** What a device will push, request by request, made before the clock runs. */
export type Load = { headers: Record<string, string>; bodies: Buffer[]; orders: number }

/**
 * All devices at once, each one request after the other, as a queue is worked off.
 *
 * @returns orders a second
 */
export async function pushAll(serverUrl: string, loads: readonly Load[], accepted = true): Promise<number> {
  const orders = loads.reduce((sum, load) => sum + load.orders, 0)
  const url = `${serverUrl}/api/v1/replication/orders/push`
  const began = performance.now()
  const answers = await Promise.all(
    loads.map(async ({ headers, bodies }) => {
      const got: Buffer[] = []
      for (const body of bodies) got.push((await ask(url, headers, body)).body)
      return got
    }),
  )
  const seconds = (performance.now() - began) / 1000
  if (accepted) {
    const settled = answers.flat().reduce((sum, body) => sum + count(body, '"status":"accepted"'), 0)
    if (settled !== orders) throw new Error(`${settled} of ${orders} orders were accepted`)
  }
  return orders / seconds
}

function count(body: Buffer, words: string): number {
  return body.toString().split(words).length - 1
}
