import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import type { Branch } from '../../shared/branches/branch.ts'
import { isWaiting } from '../../shared/conflicts/is-waiting.ts'
import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { OnlineMark } from '../orders/online-mark.tsx'
import { OrderLines } from '../orders/order-lines.tsx'
import { OrderStory } from '../orders/order-story.tsx'
import { Reprint } from '../pos/receipt/reprint.tsx'
import { StatusPill } from '../orders/status-pill.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** One order as support sees it; where it is an open conflict, with the way to the desk that decides it. */
export function CaseSheet({
  order,
  branches,
  onClose,
}: {
  order: Order
  branches: readonly Branch[]
  onClose(): void
}) {
  const { t, moment } = useWords()
  const branch = branches.find(({ id }) => id === order.branchId)
  const open = order.status === 'conflict'
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={open ? t('conflict.title', { number: order.number }) : order.number}
      description={`${branch?.name ?? ''} · ${moment(order.createdAt)}`}
      closeLabel={t('common.close')}
    >
      <div className="flex flex-col gap-5 pt-1">
        <div className="flex items-center">
          <StatusPill status={order.status} />
          <OnlineMark order={order} />
        </div>
        <OrderStory order={order} />
        <OrderLines order={order} />
        <Reprint order={order} />
        {open ? (
          <Link
            to="/conflicts"
            search={{ case: order.id, ...(isWaiting(order) ? { state: 'waiting' } : {}) }}
            className="flex min-h-12 items-center justify-center gap-2 rounded-xl bg-accent px-5 font-semibold text-on-accent"
          >
            {t('conflict.toDesk')}
            <ArrowRight aria-hidden className="size-5" />
          </Link>
        ) : null}
      </div>
    </Dialog>
  )
}
