import type { Post } from './deliver.ts'

/** A receiver has this long, from the first byte of the connection to the last of the answer. */
const PATIENCE_MS = 5_000

/** Posts over the network. */
export const post: Post = async (uri, headers, body) => {
  try {
    const answer = await fetch(uri, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return 0
  }
}
