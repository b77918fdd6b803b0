import { Product } from '../../../shared/catalog/product.ts'
import { readMoney } from '../../i18n/money.ts'

/** Fields of a product that are typed in its row. */
export type EditedField = 'title' | 'category' | 'tag' | 'price' | 'status'

type ReadProduct = { kind: 'changed'; product: Product } | { kind: 'fault'; why: 'price' | 'text' }

/** The product with what was typed for one of its fields, in the shape that the contract has; or what does not fit. */
export function readProduct(
  product: Product,
  field: EditedField,
  typed: string,
  currency: string,
): ReadProduct {
  const value = typed.trim()
  const price = field === 'price' ? readMoney(value, currency) : null
  if (field === 'price' && price === null) return { kind: 'fault', why: 'price' }
  const tags = [...new Set(value.split(',').map((tag) => tag.trim()))].filter(Boolean)
  const changes = {
    title: { title: value },
    category: { category: value },
    tag: { tags },
    price: { price },
    status: { status: value },
  }[field]
  const next = Product.safeParse({ ...product, ...changes })
  return next.success ? { kind: 'changed', product: next.data } : { kind: 'fault', why: 'text' }
}
