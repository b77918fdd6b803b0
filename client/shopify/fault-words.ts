import type { ShopFault } from '../../shared/shopify/shop-status.ts'
import type { Sentence, Translate } from '../i18n/translate.ts'

const words: Readonly<Record<string, Sentence>> = {
  'shopify/not-json': 'shopify.fault_not-json',
  'shopify/shape': 'shopify.fault_shape',
  shape: 'shopify.fault_shape',
  'shopify/amount': 'shopify.fault_amount',
  'shopify/currency': 'shopify.fault_currency',
  'shopify/too-long': 'shopify.fault_too-long',
  'shopify/unknown-topic': 'shopify.fault_unknown-topic',
  'shopify/restored': 'shopify.fault_restored',
  'shopify/no-variants': 'shopify.fault_no-variants',
  'shopify/no-sku': 'shopify.fault_no-sku',
  'shopify/same-sku': 'shopify.fault_same-sku',
  'shopify/ambiguous': 'shopify.fault_ambiguous',
  'shopify/deleted-here': 'shopify.fault_deleted-here',
  'shopify/unstocked': 'shopify.fault_unstocked',
  'shopify/unmapped-location': 'shopify.fault_unmapped-location',
  'shopify/unknown-variant': 'shopify.fault_unknown-variant',
  'shopify/answer-unknown': 'shopify.fault_answer-unknown',
  'shopify/no-file': 'shopify.fault_no-file',
  'no-address': 'shopify.fault_no-address',
  'secret-lost': 'shopify.fault_secret-lost',
  timeout: 'shopify.fault_timeout',
  network: 'shopify.fault_network',
}

/** Why something waits or was refused, in the reader's language; what Shopify said itself stays as it said it. */
export function faultWords({ code, message }: ShopFault, t: Translate): string {
  const known = words[code]
  if (known !== undefined) return t(known)
  if (message !== '') return message
  return code === '' ? t('shopify.fault_refused') : code
}
