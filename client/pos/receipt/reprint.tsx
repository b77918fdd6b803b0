import { Printer } from 'lucide-react'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Order } from '../../../shared/orders/order.ts'
import { useShop } from '../../app/shop-context.ts'
import { useObservable } from '../../app/use-observable.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Receipt } from '../receipt.tsx'
import { useAsked } from './use-asked.ts'

const noBranches: readonly Branch[] = []

/** Prints the receipt of an order that this device holds, whenever it was and whoever sold it; shows it marked COPY. */
export function Reprint({ order }: { order: Order }) {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const branch = branches.find(({ id }) => id === order.branchId)
  const { asked, ask } = useAsked(order.id, 'order')
  // A receipt names its shop: without it there is none.
  if (!branch) return null
  return (
    <>
      <Button onClick={ask}>
        <Printer aria-hidden className="size-5" />
        {t('orders.reprint')}
      </Button>
      {asked ? (
        <div className="w-full">
          <Receipt order={order} branch={branch} asked={asked} />
        </div>
      ) : null}
    </>
  )
}
