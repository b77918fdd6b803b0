import { Check, Printer } from 'lucide-react'
import { Suspense } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { later } from '../app/later.tsx'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { useAutoPrint } from './printer/use-print.ts'
import { useAsked } from './receipt/use-asked.ts'
import { VoidButton } from './refund/void-button.tsx'
import { useOpenTill, useTillState } from './use-till.ts'

const Receipt = later(() => import('./receipt.tsx').then((module) => ({ default: module.Receipt })))

/** After the sale is on disk: the tick, the change, and the receipt. The next scan makes room for the next sale. */
export function SoldPanel({ onVoid }: { onVoid(refund: Order): void }) {
  const { t, money } = useWords()
  const { till, branch } = useOpenTill()
  const { last } = useTillState()
  const { asked, ask } = useAsked(last?.order.id ?? '', 'sale')
  useAutoPrint(last?.order ?? null, branch)
  if (!last) return null
  const { order, change } = last
  const given = change > 0 ? money(change, order.currency) : t('sold.noChange')
  return (
    <div
      className="mx-auto grid w-full max-w-3xl items-start gap-6 py-2 lg:grid-cols-[minmax(0,1fr)_19rem]"
      data-testid="sold"
    >
      <section role="status" className="flex flex-col gap-4">
        <p className="flex items-center gap-3 text-good">
          <span className="grid size-12 place-items-center rounded-full bg-good-soft">
            <Check aria-hidden className="size-7" strokeWidth={2.6} />
          </span>
          <span className="leading-tight">
            <span className="block text-xl font-semibold">{t('sold.title')}</span>
            <span className="figures block text-sm">
              {order.number} · {t('sold.saved')}
            </span>
          </span>
        </p>
        <div>
          {change > 0 ? <p className="text-lg text-muted">{t('sold.change')}</p> : null}
          <p
            className={classNames(
              'figures font-semibold tracking-tighter',
              // As large as there is room: a million has more figures than a hundred.
              change > 0 && given.length <= 10 ? 'text-7xl' : 'text-[40px]',
            )}
            data-testid="change"
          >
            {given}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={ask}>
            <Printer aria-hidden className="size-5" />
            {t('sold.print')}
          </Button>
          <VoidButton
            sale={order}
            onDone={(refund) => {
              till.forgetLast()
              onVoid(refund)
            }}
          />
          <Button look="primary" onClick={() => till.back()}>
            {t('sold.next')}
            <KeyHint>Esc</KeyHint>
          </Button>
        </div>
        <p className="text-sm text-muted">{t('sold.nextHint')}</p>
      </section>
      <Suspense>
        <Receipt order={order} branch={branch} asked={asked} />
      </Suspense>
    </div>
  )
}
