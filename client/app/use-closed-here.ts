import type { Branch } from '../../shared/branches/branch.ts'
import { isOpen } from '../../shared/branches/is-open.ts'
import { useShop } from './shop-context.ts'
import { useObservable } from './use-observable.ts'

const noBranches: readonly Branch[] = []

/** Whether the branch that this lane stands in was closed. */
export function useClosedHere(): boolean {
  const { session, branches$ } = useShop()
  const branches = useObservable(branches$, noBranches)
  const branch = branches.find(({ id }) => id === session.lane?.branchId)
  return branch !== undefined && !isOpen(branch)
}
