import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'

/** Beside the number of an order that the online shop sold; nothing beside any other. */
export function OnlineMark({ order }: { order: Pick<Order, 'source'> }) {
  const { t } = useWords()
  return order.source === 'shopify' ? (
    <Pill tone="accent" className="ml-2">
      {t('orders.online')}
    </Pill>
  ) : null
}
