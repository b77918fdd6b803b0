import { ArrowLeft } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import type { KnownMovement } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOf } from '../pos/name-of.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MovementList } from './movement-list.tsx'

const none: readonly KnownMovement[] = []
const mostShown = 100

type Props = { productId: string | null; onProduct(productId: string | null): void; onClose(): void }

/** What happened to the shelves: by this till, in the whole branch, or to one product as its ledger tells it. */
export function HistorySheet({ productId, onProduct, onClose }: Props) {
  const { t } = useWords()
  const { movements, catalogue } = useShop()
  const [whose, setWhose] = useState<'till' | 'branch'>('till')
  const shown$ = useMemo(() => {
    if (productId !== null) return movements.ofProduct$(productId, mostShown)
    return whose === 'till' ? movements.ofLane$(mostShown) : movements.ofBranch$(mostShown)
  }, [movements, productId, whose])
  const shown = useObservable(shown$, none)
  const product = productId === null ? null : catalogue.product(productId)
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={product ? nameOf(product) : t('stock.historyTitle')}
      description={productId === null ? undefined : t('stock.ledgerOf')}
      closeLabel={t('common.close')}
    >
      {productId === null ? (
        <Choice<'till' | 'branch'>
          label={t('stock.historyTitle')}
          value={whose}
          options={[
            { value: 'till', label: t('stock.ofTill') },
            { value: 'branch', label: t('stock.ofBranch') },
          ]}
          onChange={setWhose}
        />
      ) : (
        <Button look="quiet" className="self-start" onClick={() => onProduct(null)}>
          <ArrowLeft aria-hidden className="size-5" />
          {t('stock.all')}
        </Button>
      )}
      <div className="-mx-2 pt-2">
        <MovementList movements={shown} onProduct={productId === null ? onProduct : undefined} />
      </div>
    </Dialog>
  )
}
