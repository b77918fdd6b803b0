import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import { notPlayed } from '../graphql/api-error.ts'
import type { Context } from '../graphql/context.ts'
import { bulks } from './bulks.ts'
import { fulfillment } from './fulfillment.ts'
import { inventory } from './inventory.ts'
import { orders } from './orders.ts'
import { products } from './products.ts'
import { shop } from './shop.ts'
import { subscriptions } from './subscriptions.ts'

/** How one field is answered. */
export type Play = (source: never, args: never, context: Context, info: GraphQLResolveInfo) => unknown
export type Plays = Record<string, Record<string, Play>>

const PLAYS: Plays[] = [shop, products, inventory, orders, fulfillment, subscriptions, bulks]

const BY_TYPE = new Map<string, Record<string, Play>>()
for (const plays of PLAYS)
  for (const [type, fields] of Object.entries(plays)) BY_TYPE.set(type, { ...BY_TYPE.get(type), ...fields })

/**
 * Answers a field: as it is played, or as the record has it. What neither knows fails loudly, a root most of all: an
 * empty answer would be taken for the truth.
 */
export const playField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  const { name } = info.parentType
  const play = BY_TYPE.get(name)?.[info.fieldName] as GraphQLFieldResolver<unknown, Context> | undefined
  if (play !== undefined) return play(source, args, context, info)
  if (typeof source === 'object' && source !== null && info.fieldName in source)
    return (source as Record<string, unknown>)[info.fieldName]
  if (name.endsWith('UserError')) return null
  throw notPlayed(`${name}.${info.fieldName}`)
}
