import { Check, ClipboardList, TriangleAlert } from 'lucide-react'
import type { Product } from '../../shared/catalog/product.ts'
import { PlaceLink } from '../app/place-link.tsx'
import { usePlace } from '../app/place.ts'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { wordsForRejection } from '../app/words-for-rejection.ts'
import type { KnownMovement } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOf } from '../pos/name-of.ts'
import { Button } from '../ui/button.tsx'

const none: readonly KnownMovement[] = []
const mostShown = 50

/**
 * Movements that the server did not book (M3), each with what to do.
 *
 * @param onCount begins a recount of the product's shelf, where that can be done here; elsewhere there is a way there
 */
export function MovementHelp({ onCount }: { onCount?: (product: Product) => void }) {
  const { t, moment, number } = useWords()
  const { catalogue, movements, session } = useShop()
  const place = usePlace()
  const inNeed = useObservable(movements.needHelp$, none)
  if (inNeed.length === 0) return null
  return (
    <ul className="flex flex-col gap-2" data-testid="movements-in-need" aria-label={t('stock.help')}>
      {inNeed.slice(0, mostShown).map((movement) => {
        const product = catalogue.product(movement.productId)
        const [shortage] = movement.conflict?.shortages ?? []
        return (
          <li key={movement.id} className="rounded-xl bg-warn-soft px-4 py-3 text-[15px]">
            <p className="flex items-start gap-2 font-medium text-warn">
              <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
              <span className="flex-1">{product ? nameOf(product) : t('stock.unknownProduct')}</span>
              <span className="figures whitespace-nowrap">
                {number(movement.delta, { signDisplay: 'exceptZero' })}
              </span>
            </p>
            <p className="figures text-sm text-muted">
              {t(`stock.did_${movement.reason}`)} · {moment(movement.createdAt)}
            </p>
            <p className="mt-1">
              {shortage
                ? t('stock.short', { requested: shortage.requested, available: shortage.available })
                : t('stock.refused')}
            </p>
            {movement.rejection ? (
              <p className="text-sm text-muted">{wordsForRejection(movement.rejection, t)}</p>
            ) : null}
            <div className="mt-2 flex flex-wrap gap-2">
              {onCount && shortage && product ? (
                <Button
                  onClick={() => {
                    onCount(product)
                    movements.putAside(movement.id)
                  }}
                >
                  <ClipboardList aria-hidden className="size-5" />
                  {t('stock.countIt')}
                </Button>
              ) : null}
              {session.lane === null || place === '/stock' ? null : (
                <PlaceLink
                  to="/stock"
                  className="flex min-h-12 items-center rounded-xl border border-line-strong bg-surface px-4 text-[15px] font-medium hover:bg-sunken"
                >
                  {t('stock.title')}
                </PlaceLink>
              )}
              <Button onClick={() => movements.putAside(movement.id)}>
                <Check aria-hidden className="size-5" />
                {t('stock.seenTo')}
              </Button>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
