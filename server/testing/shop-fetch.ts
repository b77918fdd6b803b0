import type { TestShopify } from './test-shopify.ts'

/** The network between a test and its sandbox: what goes to the shop's own address arrives there. */
export function shopFetch({ app, world }: Pick<TestShopify, 'app' | 'world'>): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.hostname !== world.state.shop.domain && url.hostname !== 'sandbox.invalid')
      throw new TypeError('fetch failed')
    const { signal } = init
    const gone = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), {
        once: true,
      }),
    )
    const answer = await Promise.race([
      app.inject({
        method: init.method === 'POST' ? 'POST' : 'GET',
        url: url.pathname + url.search,
        headers: Object.fromEntries(new Headers(init.headers)),
        ...(typeof init.body === 'string' ? { payload: init.body } : {}),
      }),
      gone,
    ])
    const headers = Object.entries(answer.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    )
    return new Response(answer.statusCode === 204 ? null : answer.body, {
      status: answer.statusCode,
      headers,
    })
  }
}
