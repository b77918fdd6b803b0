import type { Branch } from '../../shared/branches/branch.ts'
import type { FlagName } from '../../shared/branches/flags.ts'
import { hasFeature } from '../../shared/branches/flags.ts'
import { useShop } from './shop-context.ts'
import { useObservable } from './use-observable.ts'

const noBranches: readonly Branch[] = []

/** Whether this lane has a feature now; a change of its branch is noticed as it comes in. */
export function useFeature(name: FlagName): boolean {
  const { session, branches$ } = useShop()
  const branches = useObservable(branches$, noBranches)
  const { lane } = session
  const branch = branches.find(({ id }) => id === lane?.branchId)
  return hasFeature(branch?.flags ?? {}, name, lane?.deviceId ?? '')
}
