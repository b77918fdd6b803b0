import { Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { device } from '../app/app-parts.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import type { RefundStart } from '../pos/refund/refund-sheet.tsx'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { OrderEntry } from './order-entry.tsx'
import { OrdersHere } from './orders-here.tsx'
import { todayLead } from './today-lead.ts'

const none: readonly Order[] = []

type Props = { open: boolean; onClose(): void; onReturn(start: RefundStart): void }

/**
 * This lane's sales since midnight, the newest first, each with its state and what to do next; and every other order
 * of the device.
 */
export function TodaySheet({ open, onClose, onReturn }: Props) {
  const words = useWords()
  const { t } = words
  const shop = useShop()
  const { branch } = useOpenTill()
  const { isWriter } = useSyncState()
  const today$ = useMemo(() => shop.orders.since$(midnight()), [shop])
  const all = useObservable(today$, none)
  const orders = all.filter(({ deviceId }) => deviceId === shop.session.lane?.deviceId)
  const [view, setView] = useState<'today' | 'here'>('today')
  const [chosen, setChosen] = useState<string | null>(null)
  const lead = orders.length > 0 ? todayLead(orders, branch.settings.currency, words) : undefined
  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="side"
      title={view === 'here' ? t('orders.allHere') : t('orders.today')}
      description={view === 'here' ? t('orders.allHereLead') : lead}
      closeLabel={t('common.close')}
    >
      {isWriter ? (
        // On a phone the bar above has no room for it.
        <Button className="mt-2 w-full sm:hidden!" onClick={() => onReturn({ kind: 'find' })}>
          <Undo2 aria-hidden className="size-5" />
          {t('till.refund')}
        </Button>
      ) : null}
      <div className="pt-2">
        <Choice
          label={t('orders.today')}
          value={view}
          options={[
            { value: 'today', label: t('till.today') },
            { value: 'here', label: t('orders.allHere') },
          ]}
          onChange={(next: 'today' | 'here') => setView(next)}
        />
      </div>
      {view === 'here' ? (
        <OrdersHere onReturn={onReturn} />
      ) : orders.length === 0 ? (
        <div className="py-16 text-center">
          <p className="text-lg font-medium">{t('orders.none')}</p>
          <p className="text-muted">{t('orders.noneHint')}</p>
        </div>
      ) : (
        <ul className="-mx-2 flex flex-col gap-1 py-2" data-testid="today">
          {orders.map((order) => (
            <OrderEntry
              key={order.id}
              order={order}
              open={order.id === chosen}
              onToggle={() => setChosen(order.id === chosen ? null : order.id)}
              onReturn={onReturn}
              isNewest={order === orders[0]}
              isToday
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

/** The beginning of this day by the shop's clock. */
function midnight(): string {
  return new Date(new Date(device.now()).setHours(0, 0, 0, 0)).toISOString()
}
