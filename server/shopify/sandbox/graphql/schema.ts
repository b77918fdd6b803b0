import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'

let built: GraphQLSchema | undefined

/** The part of Shopify's own schema that the sandbox plays; built once a process. */
export function playedSchema(): GraphQLSchema {
  built ??= buildSchema(readFileSync(join(import.meta.dirname, 'admin.graphql'), 'utf8'), {
    assumeValid: true,
  })
  return built
}
