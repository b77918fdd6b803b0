import type { WaitingSend } from '../../shared/shopify/waiting.ts'
import type { Words } from '../i18n/use-words.ts'

const kinds = ['adjust', 'set', 'activate', 'cancel', 'refund', 'product', 'variants'] as const

/** What Shopify is to be told, and of what. */
export function sendWords({ kind, about, rows }: WaitingSend, { t }: Words): string {
  const known = kinds.find((one) => one === kind)
  const isOfLevels = kind === 'adjust' || kind === 'set' || kind === 'activate'
  return [known ? t(`shopify.send_${known}`) : kind, isOfLevels ? t('shopify.rows', { count: rows }) : about]
    .filter(Boolean)
    .join(' · ')
}
