import { useState } from 'react'
import { memory } from '../../app/app-parts.ts'
import type { PrintedFrom } from './reprints.ts'
import { reprints } from './reprints.ts'

/** A receipt that somebody wants on paper: whose, and which copy; null for the original. Each asking is another one. */
export type Asked = { orderId: string; copy: number | null }

/** Counts a receipt at each press, for the `Receipt` on the page to print it as what it is. */
export function useAsked(orderId: string, from: PrintedFrom): { asked: Asked | null; ask(): void } {
  const [last, setLast] = useState<Asked | null>(null)
  return {
    // Another sale may stand in the same place by now.
    asked: last?.orderId === orderId ? last : null,
    ask: () => setLast({ orderId, copy: reprints(memory).next(orderId, from) }),
  }
}
