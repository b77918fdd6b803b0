import type { Translate } from '../i18n/translate.ts'
import type { Words } from '../i18n/use-words.ts'

const fields = [
  'groupTitle',
  'title',
  'variantTitle',
  'sku',
  'barcode',
  'vendor',
  'category',
  'tags',
  'price',
  'status',
] as const

/** What a field of a product is called; one of a newer server by its own name. */
export function fieldWords(field: string, t: Translate): string {
  const known = fields.find((one) => one === field)
  return known ? t(`shopify.field_${known}`) : field
}

/** The value of a field, as people read it. */
export function valueWords(field: string, value: unknown, currency: string, { t, money }: Words): string {
  if (field === 'price' && typeof value === 'number') return money(value, currency)
  if (field === 'status' && (value === 'active' || value === 'archived')) return t(`bulk.${value}`)
  if (Array.isArray(value)) return value.length === 0 ? t('shopify.empty') : value.map(String).join(', ')
  if (value === null || value === undefined || value === '') return t('shopify.empty')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
