import { z } from 'zod'
import { CountedMoney } from '../../shared/shifts/shift.ts'
import type { ZReport } from '../../shared/shifts/z-report.ts'

const Expected = z.array(z.object({ currency: z.string(), amount: z.int() }))

const KeptCount = z.object({
  shiftId: z.string(),
  /** What was counted, and what ought to have been there then; null where it is to be counted again. */
  compared: z.nullable(z.object({ counts: z.array(CountedMoney), expected: Expected })),
  /** What goes on the report with the count: earlier ones, and who allowed another. */
  remarks: z.array(z.string()),
})
export type KeptCount = z.infer<typeof KeptCount>

type Memory = Pick<Storage, 'getItem' | 'setItem'>

/** The count that was compared with what ought to be there: from then on it stands, through a reload too. */
export function keptCount(memory: Memory, shiftId: string) {
  const key = 'omnisync.drawer-count'
  const none: KeptCount = { shiftId, compared: null, remarks: [] }
  return {
    read(): KeptCount {
      try {
        const kept = KeptCount.safeParse(JSON.parse(memory.getItem(key) ?? 'null')).data
        return kept?.shiftId === shiftId ? kept : none
      } catch {
        return none
      }
    },
    keep: (count: KeptCount) => memory.setItem(key, JSON.stringify(count)),
  }
}

/** Whether something went in or out of the drawer since it was counted: then nobody can hold the count to it. */
export function hasMoved({ expected }: NonNullable<KeptCount['compared']>, now: ZReport): boolean {
  const amountIn = (currency: string, all: readonly { currency: string; amount: number }[]) =>
    all.find((one) => one.currency === currency)?.amount ?? 0
  return [...expected, ...now.expected].some(
    ({ currency }) => amountIn(currency, expected) !== amountIn(currency, now.expected),
  )
}
