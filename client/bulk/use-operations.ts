import { useEffect, useState } from 'react'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import { listBulk } from './bulk-api.ts'

const EVERY_MS = 2_000

/** The latest operations; asked for again while one is at work, and when `changed` does. Null before the first answer. */
export function useOperations(changed: unknown): {
  operations: readonly BulkOperation[] | null
  fault: unknown
} {
  const [operations, setOperations] = useState<readonly BulkOperation[] | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let left = false
    const ask = async (): Promise<void> => {
      try {
        const latest = await listBulk()
        if (left) return
        setOperations(latest)
        setFault(null)
        if (latest.some(({ finishedAt }) => finishedAt === null))
          timer = setTimeout(() => void ask(), EVERY_MS)
      } catch (error) {
        if (left) return
        setFault(error)
        timer = setTimeout(() => void ask(), EVERY_MS)
      }
    }
    void ask()
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [changed])
  return { operations, fault }
}
