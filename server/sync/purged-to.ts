import type { Collection } from './collection.ts'
import type { Scope } from './scope.ts'

/**
 * The position of the newest tombstone that was purged of what a scope may hold (L5); 0 where none was. A collection
 * whose rows belong to branches is purged branch by branch: 'parkedSales:<branch>'.
 */
export function purgedTo(
  purged: Readonly<Record<string, number>>,
  { name }: Pick<Collection, 'name'>,
  { branchId }: Pick<Scope, 'branchId'>,
): number {
  const parts = Object.entries(purged).filter(([part]) =>
    branchId === null ? part.split(':', 1)[0] === name : part === name || part === `${name}:${branchId}`,
  )
  return Math.max(0, ...parts.map(([, seq]) => seq))
}
