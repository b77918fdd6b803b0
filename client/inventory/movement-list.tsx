import { readableNote } from '../../shared/inventory/approved-note.ts'
import { useShop } from '../app/shop-context.ts'
import type { KnownMovement } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { usePeople } from '../people/people-context.ts'
import { nameOf } from '../pos/name-of.ts'
import { MovementState } from './movement-state.tsx'
import { Change } from './work-line.tsx'

type Props = {
  movements: readonly KnownMovement[]
  /** Opens the ledger of a product; where there is none, the entries name no product: it is the same for all. */
  onProduct?: ((productId: string) => void) | undefined
}

/** Movements with what, when, who, by how much, and whether the server has booked them. */
export function MovementList({ movements, onProduct }: Props) {
  const { t } = useWords()
  if (movements.length === 0) {
    return (
      <div className="py-10 text-center">
        <p className="font-medium">{t('stock.none')}</p>
        <p className="text-sm text-muted">{t('stock.noneHint')}</p>
      </div>
    )
  }
  return (
    <ul className="flex flex-col divide-y divide-line" data-testid="movements">
      {movements.map((movement) => (
        <li key={movement.id}>
          {onProduct ? (
            <button
              type="button"
              onClick={() => onProduct(movement.productId)}
              className="flex min-h-14 w-full items-center gap-3 rounded-lg px-2 py-2 text-left hover:bg-sunken"
            >
              <Entry movement={movement} named />
            </button>
          ) : (
            <div className="flex min-h-14 items-center gap-3 px-2 py-2">
              <Entry movement={movement} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Entry({ movement, named = false }: { movement: KnownMovement; named?: boolean }) {
  const { t, moment } = useWords()
  const { catalogue } = useShop()
  const people = usePeople()?.people
  const product = catalogue.product(movement.productId)
  const who = movement.actorId === null ? null : people?.nameOf(movement.actorId)
  const did = t(`stock.did_${movement.reason}`)
  const balance = movement.balance === null ? null : t('stock.left', { count: movement.balance })
  return (
    <>
      <span className="min-w-0 flex-1 leading-snug">
        <span className="block font-medium">
          {named ? (product ? nameOf(product) : t('stock.unknownProduct')) : did}
        </span>
        <span className="figures block text-sm text-muted">
          {[named ? did : null, moment(movement.createdAt), who, balance].filter(Boolean).join(' · ')}
        </span>
        {movement.note ? (
          <span className="block text-sm break-words text-muted">{readableNote(movement.note)}</span>
        ) : null}
      </span>
      <span className="flex flex-col items-end gap-1">
        <Change delta={movement.delta} />
        <MovementState movement={movement} />
      </span>
    </>
  )
}
