import { BranchLanes } from '../../../shared/branches/lanes.ts'

/** The lanes of a branch in this browser's storage, as they were when the server was last asked. */
export function keptLanes(storage: Pick<Storage, 'getItem' | 'setItem'>, branchId: string) {
  const key = `omnisync.lanes.${branchId}`
  return {
    read(): BranchLanes | null {
      try {
        return BranchLanes.safeParse(JSON.parse(storage.getItem(key) ?? 'null')).data ?? null
      } catch {
        return null
      }
    },
    keep(lanes: BranchLanes): void {
      try {
        storage.setItem(key, JSON.stringify(lanes))
      } catch {
        // Storage is full or blocked: what was known before must do.
      }
    },
  }
}
