import { ChevronRight, Clock, Search, TriangleAlert, X } from 'lucide-react'
import type { FormEvent } from 'react'
import { useEffect, useState } from 'react'
import type { Order } from '../../../shared/orders/order.ts'
import { wordsForCode } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useOrdersComing } from '../../orders/use-orders-coming.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useOpenTill, useTillState } from '../use-till.ts'
import type { WaitingReceipt } from './rescue-queue.ts'

const mostShown = 40

type Props = {
  text: string
  onText(text: string): void
  /** A whole number or code, by Enter. */
  onEnter(text: string): void
  onChoose(sale: Order): void
  onStandalone(): void
  waiting: readonly WaitingReceipt[]
  onDismiss(id: string): void
}

/** The sales of the device's thirty days, by number, product or SKU; and the way without any. */
export function FindSale({ text, onText, onEnter, onChoose, onStandalone, waiting, onDismiss }: Props) {
  const { t, money, moment } = useWords()
  const { cart } = useTillState()
  const { shop } = useOpenTill()
  const coming = useOrdersComing()
  const [found, setFound] = useState<readonly Order[] | null>(null)
  useEffect(() => {
    let current = true
    void shop.orders
      .find({ kind: 'sale', text }, mostShown)
      .then((orders) => (current ? setFound(orders) : undefined))
    return () => {
      current = false
    }
  }, [shop, text, coming])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (found?.length === 1 && found[0]) onChoose(found[0])
    else onEnter(text)
  }

  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-1.5 pt-1">
        <label className="relative">
          <span className="sr-only">{t('refund.search')}</span>
          <Search aria-hidden className="absolute top-1/2 left-3.5 size-4.5 -translate-y-1/2 text-muted" />
          <input
            data-first
            type="search"
            autoComplete="off"
            value={text}
            placeholder={t('refund.search')}
            onChange={(event) => onText(event.currentTarget.value)}
            className="h-12 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-10"
            data-testid="refund-search"
          />
        </label>
        <p className="text-sm text-muted">{t('refund.searchHint')}</p>
      </form>
      {waiting.length > 0 ? <Waiting waiting={waiting} onDismiss={onDismiss} /> : null}
      {coming !== null ? (
        <p role="status" className="pt-1 text-muted">
          {t('orders.stillComing')}
        </p>
      ) : null}
      {found?.length === 0 && coming === null ? (
        <div className="py-8 text-center">
          <p className="text-lg font-medium">{t('refund.none')}</p>
          <p className="text-muted">{t('refund.noneHint')}</p>
        </div>
      ) : (
        <ul className="-mx-2 flex flex-col" data-testid="refund-sales">
          {found?.map((sale) => (
            <li key={sale.id}>
              <button
                type="button"
                onClick={() => onChoose(sale)}
                className="flex min-h-14 w-full items-center gap-3 rounded-xl px-3 text-left hover:bg-sunken"
              >
                <span className="figures min-w-0 flex-1 leading-tight">
                  <span className="block truncate font-medium">{sale.number}</span>
                  <span className="block truncate text-sm text-muted">
                    {moment(sale.createdAt)} · {sale.lines.map(({ title }) => title).join(', ')}
                  </span>
                </span>
                <span className="figures font-semibold">{money(sale.total, sale.currency)}</span>
                <ChevronRight aria-hidden className="size-5 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="sticky -bottom-5 -mx-5 mt-auto -mb-5 border-t border-line bg-raised px-5 pt-3 pb-4">
        <Button className="w-full" disabled={cart.lines.length === 0} onClick={onStandalone}>
          {t('refund.withoutSale')}
        </Button>
        <p className="mt-1.5 text-sm text-muted">{t('refund.withoutSaleHint')}</p>
      </div>
    </>
  )
}

/** Receipts of sales that the server does not have, or did not take. */
function Waiting({ waiting, onDismiss }: Pick<Props, 'waiting' | 'onDismiss'>) {
  const { t } = useWords()
  return (
    <section aria-label={t('refund.waiting')} data-testid="rescues">
      <p className="mb-1 text-sm font-medium text-muted">{t('refund.waiting')}</p>
      <ul className="flex flex-col gap-1">
        {waiting.map(({ id, number, refused }) => (
          <li key={id} className="flex min-h-12 items-center gap-3 rounded-xl bg-sunken py-1 pr-1 pl-4">
            {refused === null ? (
              <Clock aria-hidden className="size-5 shrink-0 text-muted" />
            ) : (
              <TriangleAlert aria-hidden className="size-5 shrink-0 text-bad" />
            )}
            <span className="min-w-0 flex-1 py-1 leading-tight">
              <span className="figures block font-medium">{number}</span>
              <span className="block text-sm text-muted">
                {refused === null
                  ? t('refund.waits')
                  : (wordsForCode(refused, t) ?? t('common.unknownError'))}
              </span>
            </span>
            {refused === null ? null : (
              <IconButton label={t('refund.dismiss', { number })} onClick={() => onDismiss(id)}>
                <X aria-hidden className="size-5" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
