import type { RxJsonSchema } from 'rxdb/plugins/core'

export type BenchProduct = Record<string, unknown> & { id: string }

export const productSchema: RxJsonSchema<BenchProduct> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    seq: { type: 'integer' },
    groupId: { type: 'string' },
    groupTitle: { type: 'string' },
    title: { type: 'string' },
    variantTitle: { type: 'string' },
    sku: { type: 'string', maxLength: 40 },
    barcode: { type: 'string', maxLength: 40 },
    vendor: { type: 'string' },
    category: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    price: { type: 'integer' },
    taxRate: { type: 'integer' },
    status: { type: 'string' },
    imageUrl: { type: 'string' },
    shopifyVariantId: { type: 'string' },
    updatedAt: { type: 'string' },
  },
}

const WORDS =
  'linen cotton wool apron belt scarf dress jacket summer winter slim wide classic striped navy olive'.split(
    ' ',
  )

/** Products of about 0.6 kB each as JSON, the same at every call. */
export function productPage(from: number, count: number): BenchProduct[] {
  return Array.from({ length: count }, (_, i) => productNumber(from + i))
}

function productNumber(n: number): BenchProduct {
  const word = (salt: number) => WORDS[Math.abs(Math.imul(n + salt, 2654435761) >> 7) % WORDS.length]!
  const hex = (salt: number) => (Math.imul(n + 1, salt) >>> 0).toString(16).padStart(8, '0')
  const group = n >> 2
  return {
    id: `${hex(2654435761)}-${hex(97).slice(0, 4)}-7${hex(31).slice(0, 3)}-8${hex(57).slice(0, 3)}-${hex(40503)}${hex(7).slice(0, 4)}`,
    seq: n,
    groupId: `${(group + 4096).toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`,
    groupTitle: `${word(1)} ${word(2)} ${word(3)} ${group}`,
    title: `${word(1)} ${word(2)} ${word(3)} ${group} / ${'SMLX'[n % 4]}`,
    variantTitle: `${'SMLX'[n % 4]}`,
    sku: `SKU-${hex(48271)}`,
    barcode: String(4_000_000_000_000 + n),
    vendor: `${word(5)} & ${word(6)}`,
    category: word(7),
    tags: [word(8), word(9)],
    price: 500 + (n % 9000),
    taxRate: 2000,
    status: 'active',
    imageUrl: `https://images.example.test/catalogue/${hex(69621)}/front-${n}.webp`,
    shopifyVariantId: `gid://shopify/ProductVariant/${40_000_000_000_000 + n}`,
    updatedAt: new Date(1_760_000_000_000 + n * 1000).toISOString(),
  }
}
