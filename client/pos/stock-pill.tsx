import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { useOpenTill } from './use-till.ts'

/** What stands on the shelf, less what is pending; amber when low, never in the way. Hover tells its age. */
export function StockPill({ productId, withAge = false }: { productId: string; withAge?: boolean }) {
  const { shop, branch } = useOpenTill()
  const { t, clock } = useWords()
  const known = shop.stock.onHand(productId)
  if (!known) return null
  const count = Math.max(0, known.onHand)
  const age = t('till.stockAge', { time: clock(known.asOf) })
  return (
    <Pill tone={count <= branch.settings.lowStockThreshold ? 'warn' : 'plain'}>
      <span title={age}>
        {count === 0 ? t('till.left_zero') : t('till.left', { count })}
        {withAge ? <span className="font-normal"> · {age}</span> : null}
      </span>
    </Pill>
  )
}
