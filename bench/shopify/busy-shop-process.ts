import { fork } from 'node:child_process'
import { join } from 'node:path'

/** What a busy shop is asked by its parent. */
export type Asked = { id: number } & (
  | { what: 'levels' }
  | { what: 'calls' }
  | { what: 'listen'; server: string }
  | { what: 'tell'; seconds: number }
)

export type Ready = { url: string; locationId: string; skus: string[] }

/** How telling went. */
export type Told = {
  /** Milliseconds until each webhook was answered. */
  answers: number[]
  /** Online orders, and when the first webhook of each was posted: milliseconds since 1970. */
  orders: { name: string; at: number }[]
  topics: Record<string, number>
  repeats: number
  /** Answers other than 200. */
  refused: number
}

/** A pretended Shopify with customers in it, in a process of its own. */
export type BusyShop = Ready & {
  /** What is available of each item. */
  levels(): Promise<Record<string, number>>
  /** Calls by the first field that they ask for, since this was asked last, and what is left in the bucket. */
  calls(): Promise<{ counted: Record<string, number>; points: number }>
  /** From now on every webhook goes to a server at once. */
  listen(server: string): Promise<void>
  /** Tells a hundred webhooks a second. */
  tell(seconds: number): Promise<Told>
  stop(): void
}

/** @param products of one variant each, with plenty of it */
export async function startBusyShop(products: number): Promise<BusyShop> {
  const child = fork(join(import.meta.dirname, 'busy-shop.ts'), [String(products)])
  const asked = new Map<number, (value: unknown) => void>()
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  child.once('exit', () => lost.reject(new Error('the shop ended')))
  child.on('message', ({ id, value }: { id: number; value: unknown }) => asked.get(id)?.(value))
  let last = 0
  const answerTo = <T>(id: number): Promise<T> =>
    Promise.race([
      new Promise<T>((resolve) => asked.set(id, resolve as (value: unknown) => void)),
      lost.promise,
    ])
  const ready = answerTo<Ready>(0)
  const ask = <T>(question: Record<string, unknown>): Promise<T> => {
    last += 1
    child.send({ ...question, id: last })
    return answerTo<T>(last)
  }
  return {
    ...(await ready),
    levels: () => ask({ what: 'levels' }),
    calls: () => ask({ what: 'calls' }),
    listen: (server) => ask({ what: 'listen', server }),
    tell: (seconds) => ask({ what: 'tell', seconds }),
    stop: () => child.disconnect(),
  }
}
