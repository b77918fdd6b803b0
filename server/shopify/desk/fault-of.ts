import { z } from 'zod'
import type { ShopFault } from '../../../shared/shopify/shop-status.ts'

const Kept = z.object({ code: z.string().catch(''), message: z.string().catch('') })

/** What went wrong, as some room wrote it down; null where nothing did. */
export function faultOf(kept: unknown): ShopFault | null {
  return kept === null || kept === undefined ? null : Kept.catch({ code: '', message: '' }).parse(kept)
}
