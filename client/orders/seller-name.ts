import type { Order } from '../../shared/orders/order.ts'
import type { Translate } from '../i18n/translate.ts'

/**
 * Who sold an order, for people: the online shop sells its own, whoever of us connected it.
 *
 * @param name of the person who is on record; undefined or null where that is not known
 */
export function sellerName<Name extends string | null | undefined>(
  source: Order['source'] | null,
  name: Name,
  t: Translate,
): Name | string {
  return source === 'shopify' ? t('common.onlineShop') : name
}
