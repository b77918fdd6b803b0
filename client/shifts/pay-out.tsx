import { Banknote } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { owedInCash, paidOut } from '../../shared/orders/owed-in-cash.ts'
import type { Shift } from '../../shared/shifts/shift.ts'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { CashForm } from './cash-form.tsx'

const none: readonly Shift[] = []
/** More refunds than a sale has pieces are none of ours. */
const mostRefunds = 500

/**
 * Cash that the desk has promised back for an order: paid out of the open drawer, as a movement that names it. Only at
 * the lane that took it, which knows what it has paid: two lanes without a network would both pay.
 */
export function PayOut({ order }: { order: Order }) {
  const { t, money } = useWords()
  const shop = useShop()
  const { branch } = useOpenTill()
  const shifts = useObservable(shop.shifts.own$, none)
  const [known, setKnown] = useState<{ sale: Order | null; refunds: readonly Order[] } | null>(null)
  const [paying, setPaying] = useState(false)
  useEffect(() => {
    let current = true
    const saleId = order.kind === 'sale' ? order.id : order.refundOf
    const read = async () => ({
      sale: order.kind === 'sale' || saleId === null ? order : await shop.orders.byId(saleId),
      refunds: saleId === null ? [] : await shop.orders.find({ refundOf: saleId }, mostRefunds),
    })
    void read().then((found) => (current ? setKnown(found) : undefined))
    return () => {
      current = false
    }
  }, [shop, order])
  if (known === null) return null
  const movements = shifts.flatMap(({ cashMovements }) => cashMovements)
  const owed = owedInCash(order, known.sale, known.refunds, movements, branch.settings.cashRounding)
  const paid = paidOut(order, movements)
  const shift = shifts.find(({ closedAt }) => closedAt === null)
  if (owed === 0) {
    return paid > 0 ? (
      <p role="status" className="font-medium text-good">
        {t('shift.wasPaidOut', { amount: money(paid, order.currency) })}
      </p>
    ) : null
  }
  const { lane } = shop.session
  const [branchCode = '', laneCode = ''] = order.number.split('-')
  if (branchCode !== lane?.branchCode || laneCode !== lane.code) {
    return (
      <p className="text-muted">
        {t('shift.payOutElsewhere', {
          amount: money(owed, order.currency),
          lane: `${branchCode}-${laneCode}`,
        })}
      </p>
    )
  }
  if (!shift) return <p className="text-muted">{t('shift.payOutNoShift')}</p>
  if (!paying) {
    return (
      <Button onClick={() => setPaying(true)} data-testid="pay-out">
        <Banknote aria-hidden className="size-5" />
        {t('shift.payOut', { amount: money(owed, order.currency) })}
      </Button>
    )
  }
  return (
    <div className="w-full">
      <CashForm
        shift={shift}
        direction="out"
        start={{ amount: owed, reason: t('shift.paidBack', { number: order.number }) }}
        onDone={() => setPaying(false)}
      />
    </div>
  )
}
