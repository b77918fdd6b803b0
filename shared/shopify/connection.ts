import { z } from 'zod'
import { Id } from '../basics/scalars.ts'

/** The address that Shopify gives every shop for good: `demo-outfitters.myshopify.com`. */
export const ShopDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'should read name.myshopify.com')

/** What an app of Shopify's is known by. Nobody is ever told the secret again. */
export const ShopCredentials = z.object({
  clientId: z.string().trim().min(1).max(200),
  secret: z.string().trim().min(1).max(200),
})
export type ShopCredentials = z.infer<typeof ShopCredentials>

export const ConnectShop = ShopCredentials.extend({ domain: ShopDomain })
export type ConnectShop = z.infer<typeof ConnectShop>

/** Who decides where both sides changed a field; `latest`: whoever changed it last. */
export const FieldOwner = z.enum(['shopify', 'omnisync', 'latest'])

/** The fields that both sides have, and that either may have changed. */
export const OWNED_FIELDS = [
  'groupTitle',
  'sku',
  'barcode',
  'vendor',
  'category',
  'tags',
  'price',
  'status',
] as const

/** How a shop and a business are one. Only what is named changes. */
export const ShopRules = z
  .object({
    owners: z.partialRecord(z.enum(OWNED_FIELDS), FieldOwner),
    /** Whose stock stands where a product that both sides had is met for the first time. */
    openingStock: z.enum(['shopify', 'omnisync']),
  })
  .partial()
export type ShopRules = z.infer<typeof ShopRules>

/** Which branch each location stands for; null for none. */
export const LocationMap = z
  .array(z.object({ locationId: z.string().regex(/^\d{1,20}$/), branchId: z.nullable(Id) }))
  .min(1)
  .max(250)
export type LocationMap = z.infer<typeof LocationMap>
