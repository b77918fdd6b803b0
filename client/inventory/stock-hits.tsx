import type { Product } from '../../shared/catalog/product.ts'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { HitList } from '../pos/hit-list.tsx'
import { Pill } from '../ui/pill.tsx'

type Props = {
  text: string
  quantity: number | null
  hits: readonly Product[]
  marked: number
  onAdd(product: Product): void
}

/** What the search of the stock page found, with what is on the shelf. */
export function StockHits(props: Props) {
  const { t } = useWords()
  const { stock } = useShop()
  return (
    <HitList
      {...props}
      list="stock"
      beside={({ id }) => {
        const known = stock.onHand(id)
        return (
          <Pill>
            {known ? t('till.left', { count: Math.max(0, known.onHand) }) : t('stock.shelfUnknown')}
          </Pill>
        )
      }}
    />
  )
}
