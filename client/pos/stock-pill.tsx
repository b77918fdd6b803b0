import { useNow } from '../app/use-now.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { useRisk } from './lanes/risk-provider.tsx'
import { useOpenTill } from './use-till.ts'

/**
 * What stands on the shelf, less what is pending; amber when low, never in the way. Shows how old the count is where
 * it is not from just now; hover tells since when it has stood.
 *
 * @param withAge tells of which minute it is where it is from just now
 */
export function StockPill({ productId, withAge = false }: { productId: string; withAge?: boolean }) {
  const { shop, branch } = useOpenTill()
  const { t, moment, lasted } = useWords()
  const { age } = useRisk()
  const known = shop.stock.onHand(productId)
  if (!known) return null
  const count = Math.max(0, known.onHand)
  return (
    <Pill tone={count <= branch.settings.lowStockThreshold ? 'warn' : 'plain'}>
      <span title={t('till.unchanged', { time: moment(known.asOf) })}>
        {count === 0 ? t('till.left_zero') : t('till.left', { count })}
        {age !== null ? (
          <span className="font-normal"> · {t('till.ago', { duration: lasted(age) })}</span>
        ) : withAge ? (
          <AsOfNow />
        ) : null}
      </span>
    </Pill>
  )
}

/** The time at which what is shown was known: now, and a minute later the next minute. */
function AsOfNow() {
  const { t, clock } = useWords()
  return <span className="font-normal"> · {t('till.stockAge', { time: clock(useNow(10_000)) })}</span>
}
