/** What a new sandbox shop is filled with. Prices are text as Shopify would write them, so that odd ones can be planted. */
export type Catalogue = {
  locations: readonly { name: string; city?: string; countryCode?: string; fulfillsOnlineOrders?: boolean }[]
  products: readonly CatalogueProduct[]
}

export type CatalogueProduct = {
  title: string
  vendor?: string
  productType?: string
  tags?: readonly string[]
  status?: 'ACTIVE' | 'ARCHIVED' | 'DRAFT'
  /** Names of the options; none for a product without any. */
  options?: readonly string[]
  variants: readonly CatalogueVariant[]
}

export type CatalogueVariant = {
  sku: string | null
  barcode?: string | null
  price: string
  compareAtPrice?: string | null
  /** In cents. */
  unitCost?: number | null
  /** One of each option. */
  values?: readonly string[]
  tracked?: boolean
  inventoryPolicy?: 'DENY' | 'CONTINUE'
  /** What is available at each location, in their order; null where it is not stocked. */
  available?: readonly (number | null)[]
}
