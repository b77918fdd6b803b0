import { Kind } from 'graphql'
import type { GraphQLError } from 'graphql'
import { apiError } from './api-error.ts'
import type { Asked } from './cost.ts'

/** What an app must be allowed to, by how a root's name begins. */
const NEEDED: readonly [RegExp, string][] = [
  [/^(product|products)([A-Z]|$)/, 'products'],
  [/^inventory/, 'inventory'],
  [/^location/, 'locations'],
  [/^(order|orders|refund)([A-Z]|$)/, 'orders'],
]

/** Every scope that the sandbox knows. */
export const ALL_SCOPES: readonly string[] = [
  ...NEEDED.flatMap(([, name]) => [`read_${name}`, `write_${name}`]),
  'read_merchant_managed_fulfillment_orders',
]

/** The refusal of the first root that the app has no scope for. To write is to read as well. */
export function missingScopes({ operation }: Asked, scopes: readonly string[]): GraphQLError | undefined {
  const verb = operation.operation === 'mutation' ? 'write' : 'read'
  for (const one of operation.selectionSet.selections) {
    if (one.kind !== Kind.FIELD) continue
    const name = NEEDED.find(([pattern]) => pattern.test(one.name.value))?.[1]
    if (name === undefined || scopes.includes(`write_${name}`) || scopes.includes(`${verb}_${name}`)) continue
    const requiredAccess = `\`${verb}_${name}\` access scope.`
    return apiError(
      `Access denied for ${one.name.value} field. Required access: ${requiredAccess}`,
      'ACCESS_DENIED',
      { documentation: 'https://shopify.dev/api/usage/access-scopes', requiredAccess },
    )
  }
  return undefined
}
