import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { Branch } from '../../shared/branches/branch.ts'
import { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import { account } from '../app/app-parts.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { OnlineMark } from '../orders/online-mark.tsx'
import { OrderLines } from '../orders/order-lines.tsx'
import { OrderStory } from '../orders/order-story.tsx'
import { StatusPill } from '../orders/status-pill.tsx'
import { Dialog } from '../ui/dialog.tsx'

type Props = { order: Order; branches: readonly Branch[]; onClose(): void }

/** An order of the archive with its story, and what it did to the shelves as the ledger tells it. */
export function OrderSheet({ order, branches, onClose }: Props) {
  const { t, fullMoment } = useWords()
  const branch = branches.find(({ id }) => id === order.branchId)
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={order.number}
      description={`${branch?.name ?? ''} · ${fullMoment(order.createdAt)}`}
      closeLabel={t('common.close')}
    >
      <div className="flex flex-col gap-5 pt-1">
        <div className="flex items-center">
          <StatusPill status={order.status} />
          <OnlineMark order={order} />
        </div>
        <OrderStory order={order} />
        <OrderLines order={order} />
        <Movements order={order} />
      </div>
    </Dialog>
  )
}

const Answer = z.object({ movements: z.array(z.object(StockMovement.shape)) })
type Movement = z.infer<typeof Answer>['movements'][number]

function Movements({ order }: { order: Order }) {
  const { t, fullMoment } = useWords()
  const [found, setFound] = useState<readonly Movement[] | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    account.callAs(`/movements?orderId=${order.id}&sort=seq&limit=200`).then(
      (answer) => (current ? setFound(Answer.parse(answer).movements) : undefined),
      (error: unknown) => (current ? setFault(error) : undefined),
    )
    return () => {
      current = false
    }
  }, [order.id])
  const titles = new Map(order.lines.map(({ productId, title }) => [productId, title]))
  return (
    <section className="flex flex-col gap-1.5 border-t border-line pt-4">
      <h3 className="font-semibold">{t('archive.movements')}</h3>
      {fault ? <p className="text-bad">{wordsFor(fault, t)}</p> : null}
      {found?.length === 0 ? <p className="text-muted">{t('archive.noMovements')}</p> : null}
      <ul className="figures flex flex-col gap-1.5 text-[15px]" data-testid="order-movements">
        {found?.map(({ id, branchId, productId, delta, balance, createdAt }) => (
          <li key={id} className="flex justify-between gap-4">
            <span className="min-w-0">
              <Link
                to="/products/$id/history"
                params={{ id: productId }}
                search={{ branchId }}
                className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
              >
                {titles.get(productId) ?? productId}
              </Link>
              <span className="block text-sm text-muted">{fullMoment(createdAt)}</span>
            </span>
            <span className="text-right whitespace-nowrap">
              {delta < 0 ? `−${-delta}` : `+${delta}`}
              <span className="block text-sm text-muted">
                {t('archive.balance', { count: balance ?? 0 })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
