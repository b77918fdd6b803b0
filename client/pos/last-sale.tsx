import { Check, X } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { IconButton } from '../ui/button.tsx'
import { useOpenTill, useTillPart } from './use-till.ts'

/** The change of the last sale, where there was any, still in sight while the next one has begun. */
export function LastSale() {
  const { t, money } = useWords()
  const { till } = useOpenTill()
  const last = useTillPart('last')
  const stage = useTillPart('stage')
  if (!last || last.change === 0 || stage.kind === 'sold') return null
  const { order, change } = last
  return (
    <div
      role="status"
      data-testid="last-sale"
      className="flex items-center gap-3 bg-good-soft py-2 pr-2 pl-4 text-good"
    >
      <Check aria-hidden className="size-6 shrink-0" />
      <p className="min-w-0 flex-1 leading-tight">
        <span className="figures block truncate text-sm">{order.number}</span>
        <span className="flex flex-wrap items-baseline gap-x-2 font-semibold">
          {t('sold.change')}
          <span className="figures text-[40px] leading-none tracking-tight">
            {money(change, order.currency)}
          </span>
        </span>
      </p>
      <IconButton label={t('sold.dismiss')} onClick={() => till.forgetLast()}>
        <X aria-hidden className="size-5" />
      </IconButton>
    </div>
  )
}
