import { z } from 'zod'
import { Amount, BasisPoints, Id, Instant, Seq, text, title } from '../basics/scalars.ts'

/**
 * Where a picture is: on the web, beside the app, or in the text itself. Whatever shows it may trust that it is no
 * script: a browser passes over spaces before a scheme and over line breaks within one.
 */
export const ImageUrl = text(2000).regex(
  /^(?:https?:\/\/[^\t\n\r]+|data:image\/[^\t\n\r]+|[^:/?#\t\n\r]*(?:[/?#][^\t\n\r]*)?)$/i,
  'an address with http or https, a path, or data:image',
)

/** One sellable SKU. Siblings (sizes, colours) share `groupId` and `groupTitle`. Prices include tax. */
export const Product = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  groupId: Id,
  groupTitle: title(200),
  title: title(300),
  variantTitle: text(200),
  sku: title(64),
  barcode: z.nullable(text(64)).default(null),
  vendor: text(120),
  category: text(120),
  tags: z.array(title(60)).max(100),
  price: Amount,
  /** What the shop pays for it; reaches ADMIN only (P2). */
  cost: z.nullable(Amount).optional(),
  taxRate: BasisPoints,
  status: z.enum(['active', 'archived']),
  imageUrl: z.nullable(ImageUrl).default(null),
  shopifyVariantId: z.nullable(text(64)).optional(),
  updatedAt: Instant,
})
export type Product = z.infer<typeof Product>
