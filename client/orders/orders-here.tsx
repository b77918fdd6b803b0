import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import type { RefundStart } from '../pos/refund/refund-sheet.tsx'
import { OrderEntry } from './order-entry.tsx'
import { useOrdersComing } from './use-orders-coming.ts'

/** Whoever wants an older one says what it was, or of which day. */
const mostShown = 40

/** Every order of the device's thirty days, of all its lanes: by number, product or SKU, and back from a day. */
export function OrdersHere({ onReturn }: { onReturn(start: RefundStart): void }) {
  const { t } = useWords()
  const shop = useShop()
  const coming = useOrdersComing()
  const [text, setText] = useState('')
  const [day, setDay] = useState('')
  const [found, setFound] = useState<readonly Order[] | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void shop.orders
      .find({ text, ...(day === '' ? {} : { before: endOf(day) }) }, mostShown)
      .then((orders) => (current ? setFound(orders) : undefined))
    return () => {
      current = false
    }
  }, [shop, text, day, coming])
  return (
    <>
      <div className="flex flex-wrap gap-2 pt-3">
        <label className="relative min-w-48 flex-1">
          <span className="sr-only">{t('refund.search')}</span>
          <Search aria-hidden className="absolute top-1/2 left-3.5 size-4.5 -translate-y-1/2 text-muted" />
          <input
            type="search"
            autoComplete="off"
            value={text}
            placeholder={t('refund.search')}
            onChange={(event) => setText(event.currentTarget.value)}
            className="h-12 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-10"
            data-testid="orders-search"
          />
        </label>
        <input
          type="date"
          aria-label={t('orders.upTo')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          className="h-12 rounded-xl border border-line-strong bg-surface px-3"
        />
      </div>
      {coming !== null ? (
        <p role="status" className="pt-3 text-muted">
          {t('orders.stillComing')}
        </p>
      ) : null}
      {found?.length === 0 && coming === null ? (
        <p className="py-16 text-center text-lg font-medium">{t('refund.none')}</p>
      ) : (
        <ul className="-mx-2 flex flex-col gap-1 py-2" data-testid="orders-here">
          {found?.map((order) => (
            <OrderEntry
              key={order.id}
              order={order}
              open={order.id === chosen}
              onToggle={() => setChosen(order.id === chosen ? null : order.id)}
              onReturn={onReturn}
              isNewest={false}
            />
          ))}
        </ul>
      )}
    </>
  )
}

/** The first moment after a day `2026-11-21`, by the shop's clock. */
function endOf(day: string): string {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return next.toISOString()
}
