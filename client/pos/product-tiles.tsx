import { ChevronLeft } from 'lucide-react'
import type { CSSProperties } from 'react'
import { memo, useMemo } from 'react'
import type { Product } from '../../shared/catalog/product.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { nameOf } from './name-of.ts'
import { StockPill } from './stock-pill.tsx'
import type { CatalogueNow } from './use-till.ts'
import { useOpenTill } from './use-till.ts'

/** Where the tiles stand: at the categories, in one, or at the variants of one product. */
export type Place =
  | { kind: 'categories' }
  | { kind: 'category'; name: string }
  | { kind: 'group'; name: string; groupId: string }

const mostTiles = 300
const grid = 'grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-2 sm:gap-3'

type Props = {
  place: Place
  onPlace(place: Place): void
  seen: CatalogueNow
  /** The version of the stock that the tiles tell. */
  stock: number
}

/**
 * Categories, then products, then variants: three presses to anything, without a keyboard. Not drawn again for each
 * scan: what they show does not depend on the sale.
 */
export const ProductTiles = memo(function ProductTiles({ place, onPlace, seen }: Props) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const name = place.kind === 'categories' ? null : place.name
  const categories = useMemo(() => seen.catalogue.categories(), [seen])
  const colours = useMemo(() => hueOf(categories.map((category) => category.name)), [categories])
  const products = useMemo(
    () => (name === null ? [] : seen.catalogue.inCategory(name, mostTiles)),
    [seen, name],
  )
  const groups = useMemo(() => [...Map.groupBy(products, ({ groupId }) => groupId).values()], [products])

  if (place.kind === 'categories') {
    return (
      <div className={grid}>
        {categories.map((category) => (
          <button
            key={category.name}
            type="button"
            style={{ '--hue': colours.get(category.name) } as CSSProperties}
            onClick={() => onPlace({ kind: 'category', name: category.name })}
            className="tinted flex min-h-28 flex-col justify-between gap-3 rounded-2xl p-4 text-left transition-[scale] active:scale-[0.98]"
          >
            <span className="tinted-strong h-1.5 w-8 rounded-full" />
            <span>
              <span className="block leading-tight font-semibold text-balance">{category.name}</span>
              <span className="figures mt-0.5 block text-sm text-muted">
                {t('till.items', { count: category.count })}
              </span>
            </span>
          </button>
        ))}
      </div>
    )
  }

  const variants = place.kind === 'group' ? products.filter(({ groupId }) => groupId === place.groupId) : []
  return (
    <>
      <div className="mb-3 flex items-center gap-2">
        <Button
          look="quiet"
          onClick={() =>
            onPlace(place.kind === 'group' ? { kind: 'category', name: place.name } : { kind: 'categories' })
          }
        >
          <ChevronLeft aria-hidden className="size-5" />
          {place.kind === 'group' ? place.name : t('till.all')}
        </Button>
        <h2 className="truncate text-lg font-semibold">
          {place.kind === 'group' ? (variants[0]?.groupTitle ?? place.name) : place.name}
        </h2>
      </div>
      <div className={grid}>
        {place.kind === 'group'
          ? variants.map((product) => (
              <ProductTile key={product.id} product={product} onPress={() => till.add(product)} />
            ))
          : groups.map((siblings) => {
              const [first] = siblings
              if (!first) return null
              if (siblings.length === 1)
                return <ProductTile key={first.id} product={first} onPress={() => till.add(first)} />
              const open = () => onPlace({ kind: 'group', name: place.name, groupId: first.groupId })
              return <GroupTile key={first.groupId} siblings={siblings} first={first} onPress={open} />
            })}
      </div>
      {products.length === mostTiles ? (
        <p className="mt-4 text-sm text-muted">{t('till.more', { count: mostTiles })}</p>
      ) : null}
    </>
  )
})

const tile =
  'flex min-h-28 flex-col justify-between gap-2 rounded-2xl border border-line bg-surface p-3.5 text-left shadow-card transition-[scale,border-color] hover:border-line-strong active:scale-[0.98]'

function ProductTile({ product, onPress }: { product: Product; onPress(): void }) {
  const { money } = useWords()
  const { branch } = useOpenTill()
  return (
    <button type="button" onClick={onPress} className={tile}>
      <span className="line-clamp-3 leading-snug font-medium">{nameOf(product)}</span>
      <span className="flex w-full items-center justify-between gap-2">
        <span className="figures font-semibold">{money(product.price, branch.settings.currency)}</span>
        <StockPill productId={product.id} />
      </span>
    </button>
  )
}

function GroupTile({
  siblings,
  first,
  onPress,
}: {
  siblings: readonly Product[]
  first: Product
  onPress(): void
}) {
  const { t, money } = useWords()
  const { branch } = useOpenTill()
  const prices = siblings.map(({ price }) => price)
  const [least, most] = [Math.min(...prices), Math.max(...prices)]
  const { currency } = branch.settings
  return (
    <button type="button" onClick={onPress} className={tile}>
      <span className="line-clamp-3 leading-snug font-medium">{first.groupTitle}</span>
      <span>
        <span className="block text-sm text-muted">{t('till.variants', { count: siblings.length })}</span>
        <span className="figures block font-semibold">
          {least === most ? money(least, currency) : `${money(least, currency)} – ${money(most, currency)}`}
        </span>
      </span>
    </button>
  )
}

const hues = 24

/**
 * A hue for each category, chosen by its name, so that it keeps its colour when others come beside it; of two that
 * would have the same the later one by name takes another, as long as there is one.
 */
function hueOf(names: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Set<number>()
  const found = new Map<string, number>()
  for (const name of names.toSorted()) {
    let hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % hues
    // Seven and twenty-four have no divisor in common: every hue comes once, and none beside the one before.
    while (taken.has(hue) && taken.size < hues) hue = (hue + 7) % hues
    taken.add(hue)
    found.set(name, (hue * 360) / hues)
  }
  return found
}
