import { PauseCircle } from 'lucide-react'
import type { ParkedSale } from '../../../shared/orders/parked-sale.ts'
import { useShop } from '../../app/shop-context.ts'
import { useObservable } from '../../app/use-observable.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { ActionKey } from '../action-key.tsx'
import { isUntouched } from '../cart.ts'
import { useTillPart } from '../use-till.ts'

const none: readonly ParkedSale[] = []

/** Puts the open sale aside, or, with none open, says how many are. */
export function ParkButton({ onPark }: { onPark(): void }) {
  const { t } = useWords()
  const sales = useObservable(useShop().parked.all$, none)
  const cart = useTillPart('cart')
  const parksThis = !isUntouched(cart)
  if (!parksThis && sales.length === 0) return null
  const words = parksThis ? t('parked.park') : t('parked.list', { count: sales.length })
  return (
    <Button look="quiet" className="px-3! text-muted" onClick={onPark} data-testid="park-button">
      <PauseCircle aria-hidden className="size-5" />
      <span className={parksThis ? 'max-xl:sr-only' : undefined}>{words}</span>
      <ActionKey action="park" className="max-xl:hidden!" />
    </Button>
  )
}
