import { Banknote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { owedInCash, paidOut } from '../../shared/orders/owed-in-cash.ts'
import type { Shift } from '../../shared/shifts/shift.ts'
import { memory } from '../app/app-parts.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import { keptLanes } from '../pos/lanes/kept-lanes.ts'
import { hearsNothing } from '../pos/lanes/lane-risk.ts'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { CashForm } from './cash-form.tsx'
import { whoPays } from './who-pays.ts'

/** More refunds than a sale has pieces are none of ours. */
const mostRefunds = 500

/** What this device has of the order's sale, and the other lanes that have sold under its number. */
type Known = { sale: Order | null; refunds: readonly Order[]; namesakes: readonly string[] }

/**
 * Cash that the desk has promised back for an order: paid out of the open drawer, as a movement that names it. At the
 * lane that took it, which knows what it has paid; at another one of its branch where that lane is no more.
 */
export function PayOut({ order }: { order: Order }) {
  const { t, money } = useWords()
  const shop = useShop()
  const { branch } = useOpenTill()
  const shifts = useObservable<readonly Shift[] | null>(shop.shifts.all$, null)
  const hears = !hearsNothing(useSyncState())
  const [known, setKnown] = useState<Known | null>(null)
  const [paying, setPaying] = useState(false)
  useEffect(() => {
    let current = true
    const saleId = order.kind === 'sale' ? order.id : order.refundOf
    const read = async (): Promise<Known> => ({
      sale: order.kind === 'sale' || saleId === null ? order : await shop.orders.byId(saleId),
      refunds: saleId === null ? [] : await shop.orders.find({ refundOf: saleId }, mostRefunds),
      namesakes: (await shop.orders.find({ number: order.number }, mostRefunds))
        .map((one) => one.deviceId)
        .filter((deviceId) => deviceId !== order.deviceId),
    })
    void read().then((found) => (current ? setKnown(found) : undefined))
    return () => {
      current = false
    }
  }, [shop, order])
  const stillOwed = useRef(0)
  const sum = known && shifts ? sumOf(order, known, shifts, branch.settings.cashRounding) : null
  useEffect(() => {
    stillOwed.current = sum?.owed ?? 0
  }, [sum?.owed])
  if (!sum || !shifts) return null
  const { owed, paid } = sum
  if (owed === 0) {
    return paid > 0 ? (
      <p role="status" className="font-medium text-good">
        {t('shift.wasPaidOut', { amount: money(paid, order.currency) })}
      </p>
    ) : null
  }
  const { lane } = shop.session
  const [branchCode = '', laneCode = ''] = order.number.split('-')
  const words = { amount: money(owed, order.currency), lane: `${branchCode}-${laneCode}` }
  const payer = whoPays(order, lane, keptLanes(memory, order.branchId).read(), hears)
  if (payer === 'its-lane') return <p className="text-muted">{t('shift.payOutElsewhere', words)}</p>
  if (payer === 'instead-online') return <p className="text-muted">{t('shift.payOutOnline', words)}</p>
  const shift = shifts.find(({ closedAt, deviceId }) => closedAt === null && deviceId === lane?.deviceId)
  if (!shift) return <p className="text-muted">{t('shift.payOutNoShift')}</p>
  const instead = payer === 'instead' ? <p className="text-muted">{t('shift.payOutInstead', words)}</p> : null
  if (!paying) {
    return (
      <>
        {instead}
        <Button onClick={() => setPaying(true)} data-testid="pay-out">
          <Banknote aria-hidden className="size-5" />
          {t('shift.payOut', words)}
        </Button>
      </>
    )
  }
  return (
    <div className="flex w-full flex-col gap-3">
      {instead}
      <CashForm
        shift={shift}
        direction="out"
        start={{
          amount: owed,
          reason: t('shift.paidBack', { number: order.number }),
          asksAlways: instead !== null,
          isOwed: () => stillOwed.current > 0,
        }}
        onDone={() => setPaying(false)}
      />
    </div>
  )
}

/**
 * What any drawer of the branch has paid for it counts; but what a lane paid that has sold under the same number, as two
 * did after a restore, is for that sale.
 */
function sumOf(order: Order, { sale, refunds, namesakes }: Known, shifts: readonly Shift[], coin: number) {
  const paying = shifts.filter(({ deviceId }) => !namesakes.includes(deviceId))
  const movements = paying.flatMap(({ cashMovements }) => cashMovements)
  return { owed: owedInCash(order, sale, refunds, movements, coin), paid: paidOut(order, movements) }
}
