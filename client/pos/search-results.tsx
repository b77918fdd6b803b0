import type { Product } from '../../shared/catalog/product.ts'
import { useWords } from '../i18n/use-words.ts'
import { HitList } from './hit-list.tsx'
import { StockPill } from './stock-pill.tsx'
import { useOpenTill } from './use-till.ts'

type Props = {
  text: string
  quantity: number
  hits: readonly Product[]
  marked: number
  onAdd(product: Product): void
}

/** What the till's search found, with what is left and the price. */
export function SearchResults(props: Props) {
  const { money } = useWords()
  const { branch } = useOpenTill()
  return (
    <HitList
      {...props}
      list="till"
      beside={(product, isMarked) => (
        <>
          {/* Beside the name on a phone it would leave no room for the size and colour. */}
          <span className="max-sm:order-last">
            <StockPill productId={product.id} withAge={isMarked} />
          </span>
          <span className="figures min-w-24 text-right font-semibold whitespace-nowrap max-sm:min-w-0">
            {money(product.price, branch.settings.currency)}
          </span>
        </>
      )}
    />
  )
}
