import { Product } from '../../../shared/catalog/product.ts'

/** A UUID that is the same for the same number. */
export function idOf(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A product for tests; what matters is given, the rest is plausible. */
export function someProduct(number: number, given: Partial<Product> = {}): Product {
  return {
    ...Product.parse({
      id: idOf(number),
      seq: number,
      _deleted: false,
      groupId: idOf(1_000_000 + number),
      groupTitle: `Shirt ${number}`,
      title: `Shirt ${number}`,
      variantTitle: 'M',
      sku: `SHIRT-${number}`,
      barcode: null,
      vendor: 'Loom',
      category: 'Shirts',
      tags: [],
      price: 1999,
      taxRate: 2000,
      status: 'active',
      imageUrl: null,
      updatedAt: '2026-01-01T00:00:00.000Z',
    }),
    ...given,
  }
}
