import { canonicalJson } from '../../shared/basics/canonical.ts'
import { NoAnswer } from './api.ts'
import type { Call } from './api.ts'
import { account, device } from './app-parts.ts'

let last = { command: '', key: '' }

/**
 * Sends a command. After a lost answer the same command goes under the same key, so that it is done once.
 *
 * @throws ApiError, NoAnswer
 */
export async function command(
  path: string,
  body: object,
  method: NonNullable<Call['method']> = 'POST',
): Promise<unknown> {
  const written = canonicalJson([method, path, body])
  if (written !== last.command) last = { command: written, key: device.newId() }
  try {
    const answer = await account.callAs(path, { method, body, idempotencyKey: last.key })
    last = { command: '', key: '' }
    return answer
  } catch (error) {
    if (!(error instanceof NoAnswer)) last = { command: '', key: '' }
    throw error
  }
}
