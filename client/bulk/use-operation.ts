import { useEffect, useState } from 'react'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import { readBulk } from './bulk-api.ts'

/**
 * Asked for while it is looked at: the stream brings news of heads and nothing else (S1), and how far an operation is
 * is no document that a device keeps.
 */
const EVERY_MS = 700

/** An operation and how far it is, until it ends; null before the first answer. A lost answer is asked for again. */
export function useOperation(first: BulkOperation | null): BulkOperation | null {
  const [operation, setOperation] = useState(first)
  const id = first?.id ?? null
  useEffect(() => {
    setOperation(first)
    if (id === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let left = false
    const ask = async (): Promise<void> => {
      const now = await readBulk(id).catch(() => null)
      if (left) return
      if (now) setOperation(now)
      if (!now || now.finishedAt === null) timer = setTimeout(() => void ask(), EVERY_MS)
    }
    void ask()
    return () => {
      left = true
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another answer about the same operation begins nothing anew
  }, [id])
  return operation?.id === id ? operation : first
}
