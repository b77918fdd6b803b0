import type { World } from '../world.ts'
import type { SearchWarning } from './search.ts'

/** What a request's resolvers work with. */
export type Context = {
  world: World
  /** A bulk operation: connections answer everything, whatever page is asked for. */
  everything: boolean
  /** Where the API is reached from outside. */
  origin: string
  /** What was wrong with search queries; it goes out beside the data. */
  warnings: SearchWarning[]
  /** Looks at a bulk query, as bulkOperationRunQuery wants it: what is wrong with it, if anything. */
  bulkProblems: (query: string) => string[]
}
