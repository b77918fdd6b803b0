import { z } from 'zod'
import type { ShopBudget } from '../../../shared/shopify/shop-status.ts'

const Kept = z.object({ available: z.number(), maximum: z.number(), restoreRate: z.number(), at: z.number() })

/** What the bucket holds by now: what a pass wrote down, and what came back since. Null before the first answer. */
export function budgetNow(kept: unknown, now: Date): ShopBudget | null {
  const budget = Kept.safeParse(kept)
  if (!budget.success) return null
  const { available, maximum, restoreRate, at } = budget.data
  const restored = (Math.max(0, now.getTime() - at) / 1_000) * restoreRate
  return {
    available: Math.min(maximum, Math.floor(available + restored)),
    maximum,
    restoreRate,
    at: now.toISOString(),
  }
}
