import type { CallFault } from './shop-api.ts'

/** What came back over HTTP, or why nothing did. */
export type Exchanged =
  | { kind: 'answered'; status: number; headers: Headers; text: string }
  | { kind: 'failed'; fault: CallFault }

/**
 * Sends a request and reads its answer to the end. What fails on the way may have been done all the same. Never throws.
 *
 * @param patience milliseconds
 */
export async function exchange(
  patience: number,
  stop: AbortSignal | undefined,
  send: (signal: AbortSignal) => Promise<Response>,
): Promise<Exchanged> {
  const late = AbortSignal.timeout(patience)
  try {
    const response = await send(stop === undefined ? late : AbortSignal.any([stop, late]))
    return {
      kind: 'answered',
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    }
  } catch (error) {
    const [code, message] =
      stop?.aborted === true
        ? ['stopped', 'The process stopped before the answer came.']
        : late.aborted
          ? ['timeout', `No answer came within ${patience / 1_000} seconds.`]
          : ['network', `Shopify could not be reached: ${error instanceof Error ? error.message : 'unknown'}`]
    return { kind: 'failed', fault: { kind: 'again', code, message } }
  }
}
