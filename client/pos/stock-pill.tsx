import { daysRemaining } from '../../shared/velocity/days-of-stock.ts'
import { useNow } from '../app/use-now.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { useRisk } from './lanes/risk-provider.tsx'
import { useOpenTill } from './use-till.ts'

/**
 * What stands on the shelf, less what is pending; amber when low, never in the way. Shows how old the count is where
 * it is not from just now, and for how many days it lasts where that is a week at most; hover tells since when it has
 * stood.
 *
 * @param withAge tells of which minute it is where it is from just now
 */
export function StockPill({ productId, withAge = false }: { productId: string; withAge?: boolean }) {
  const { shop, branch } = useOpenTill()
  const { t, moment, lasted } = useWords()
  const { age, heard } = useRisk()
  const known = shop.stock.onHand(productId)
  if (!known) return null
  const count = Math.max(0, known.onHand)
  const days = count === 0 ? null : daysRemaining(count, known.velocity)
  return (
    <Pill tone={count <= branch.settings.lowStockThreshold ? 'warn' : 'plain'}>
      <span title={known.asOf === null ? undefined : t('till.unchanged', { time: moment(known.asOf) })}>
        {count === 0 ? t('till.left_zero') : t('till.left', { count })}
        {withAge && days !== null && days <= SOON ? (
          <span className="font-normal"> · {lasting(days, t)}</span>
        ) : null}
        {age !== null ? (
          <span className="font-normal"> · {t('till.ago', { duration: lasted(age) })}</span>
        ) : withAge && heard ? (
          <AsOfNow />
        ) : null}
      </span>
    </Pill>
  )
}

/** What lasts longer is nothing that a till need say. Days. */
const SOON = 7

function lasting(days: number, t: Words['t']): string {
  return days < 1 ? t('till.lastsToday') : t('till.lasts', { count: Math.round(days) })
}

/** The time at which what is shown was known: now, and a minute later the next minute. */
function AsOfNow() {
  const { t, clock } = useWords()
  return <span className="font-normal"> · {t('till.stockAge', { time: clock(useNow(10_000)) })}</span>
}
