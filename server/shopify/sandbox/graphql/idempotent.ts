import { createHash } from 'node:crypto'
import { getDirectiveValues } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'
import { refusal } from '../acts/answer.ts'
import type { Answer } from '../acts/answer.ts'
import type { World } from '../world.ts'
import { apiError } from './api-error.ts'

/** Mutations that want a key since 2026-04. The schema does not show it; the shop does. */
const KEY_NEEDED = new Set([
  'inventoryActivate',
  'inventoryAdjustQuantities',
  'inventoryDeactivate',
  'inventorySetQuantities',
  'refundCreate',
])

/** A key is remembered this long. */
const REMEMBERED_MS = 24 * 60 * 60_000

/**
 * Does something once for a key: a repeat is answered as the first time, without doing anything. The key stands for
 * the very arguments that it was first used with.
 *
 * @throws GraphQLError where a mutation wants a key and got none
 */
export function once(world: World, args: unknown, info: GraphQLResolveInfo, act: () => Answer): Answer {
  const directive = info.schema.getDirective('idempotent')!
  const given = getDirectiveValues(directive, info.fieldNodes[0]!, info.variableValues)
  const key = typeof given?.key === 'string' ? given.key.trim() : ''
  if (key === '') {
    if (!KEY_NEEDED.has(info.fieldName)) return act()
    throw apiError(
      'The @idempotent directive is required for this mutation but was not provided.',
      'BAD_REQUEST',
    )
  }
  const { keys } = world.state
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([info.fieldName, args]))
    .digest('hex')
  const known = keys[key]
  if (known !== undefined && world.now() - known.at < REMEMBERED_MS) {
    if (known.fingerprint !== fingerprint)
      return refuse(
        known.answer as Answer,
        'The same idempotency key cannot be used with different operation parameters.',
        'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
      )
    if (known.failed)
      return refuse(
        known.answer as Answer,
        'A previous request with this idempotency key failed. Retry with a new idempotency key.',
        'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED',
      )
    return known.answer as Answer
  }
  const answer = act()
  keys[key] = { fingerprint, at: world.now(), failed: answer.userErrors.length > 0, answer }
  world.touch()
  return answer
}

/** The answer's fields, empty, and the refusal. */
function refuse(like: Answer, message: string, code: string): Answer {
  const empty = Object.fromEntries(Object.keys(like).map((name) => [name, null]))
  return { ...empty, userErrors: [refusal(null, message, code)] }
}
