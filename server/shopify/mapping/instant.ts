import { z } from 'zod'

/** A moment with its offset, as Shopify writes it, in ours: UTC with milliseconds. */
export const ShopifyTime = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString())
