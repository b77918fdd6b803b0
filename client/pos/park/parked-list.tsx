import { Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import type { ParkedSale } from '../../../shared/orders/parked-sale.ts'
import { totalOfParked } from '../../../shared/orders/parked-sale.ts'
import { useShop, useSyncState } from '../../app/shop-context.ts'
import { useNow } from '../../app/use-now.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { Pill } from '../../ui/pill.tsx'
import { useOpenTill } from '../use-till.ts'

type Props = {
  sales: readonly ParkedSale[]
  busy: boolean
  /** Whether the first of them takes the focus. */
  first: boolean
  onResume(sale: ParkedSale): void
  onDrop(sale: ParkedSale): void
}

/** The branch's parked sales: this lane's can be taken up always, those of others by the server's word. */
export function ParkedList({ sales, busy, first, onResume, onDrop }: Props) {
  const { t } = useWords()
  const { session } = useShop()
  const { connection } = useSyncState()
  const isOwn = ({ deviceId }: ParkedSale) => deviceId === session.lane?.deviceId
  const offline = connection === 'offline'
  const focused = first ? sales.find((sale) => isOwn(sale) || !offline)?.id : undefined

  const list = useRef<HTMLUListElement>(null)
  const wasFocused = useRef(false)
  useEffect(() => {
    if (focused === undefined || (wasFocused.current && !isFocusLost())) return
    // The list, or word of the connection, may come after the sheet has opened and looked for what to focus; and the
    // button that had the focus is no button any more once the other lane cannot be asked.
    wasFocused.current = true
    list.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [focused])

  /** Arrows go from one sale to the next. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-resume]:not(:disabled)')]
    event.preventDefault()
    buttons[Math.max(0, buttons.indexOf(document.activeElement as HTMLElement) + step)]?.focus()
  }

  return (
    <ul ref={list} className="flex flex-col gap-2" onKeyDown={onKeyDown} data-testid="parked-list">
      {sales.map((sale) => (
        <li key={sale.id} className="rounded-xl border border-line px-4 py-3">
          <Sale sale={sale} own={isOwn(sale)} />
          <div className="mt-3 flex gap-2">
            <div className="relative flex flex-1 items-center">
              <Button
                data-resume
                {...(sale.id === focused ? { 'data-first': true } : {})}
                className="peer flex-1 aria-disabled:opacity-45"
                disabled={!isOwn(sale) && offline}
                // Not disabled while one is taken up: it would lose the focus, and Enter its meaning.
                aria-disabled={busy}
                aria-label={t(isOwn(sale) ? 'parked.resumeOf' : 'parked.takeOverOf', { label: sale.label })}
                onClick={() => (busy ? undefined : onResume(sale))}
              >
                {isOwn(sale) ? t('parked.resume') : t('parked.takeOver')}
              </Button>
              <KeyHint className="pointer-events-none invisible absolute right-3 peer-focus-visible:visible">
                Enter
              </KeyHint>
            </div>
            {isOwn(sale) ? (
              <IconButton
                label={t('parked.dropOf', { label: sale.label })}
                disabled={busy}
                onClick={() => onDrop(sale)}
              >
                <Trash2 aria-hidden className="size-5" />
              </IconButton>
            ) : null}
          </div>
          {!isOwn(sale) && offline ? <p className="mt-2 text-sm text-muted">{t('parked.offline')}</p> : null}
        </li>
      ))}
    </ul>
  )
}

/** Whether a key would go nowhere. */
function isFocusLost(): boolean {
  const active = document.activeElement
  return active === null || active === document.body || active.matches(':disabled')
}

function Sale({ sale, own }: { sale: ParkedSale; own: boolean }) {
  const { t, money, lasted } = useWords()
  const { branch } = useOpenTill()
  const age = useNow(30_000) - Date.parse(sale.createdAt)
  const pieces = sale.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const lane = sale.laneCode === null ? t('parked.otherLane') : t('parked.atLane', { lane: sale.laneCode })
  return (
    <>
      <p className="flex items-baseline justify-between gap-3 font-medium">
        <span className="min-w-0 truncate">{sale.label}</span>
        <span className="figures text-lg font-semibold whitespace-nowrap">
          {money(totalOfParked(sale), branch.settings.currency)}
        </span>
      </p>
      <p className="figures mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-muted">
        <Pill tone={own ? 'plain' : 'accent'}>{own ? t('parked.here') : lane}</Pill>
        {t('parked.pieces', { count: pieces })}
        <span aria-hidden>·</span>
        {age < 60_000 ? t('parked.justNow') : t('parked.ago', { duration: lasted(age) })}
      </p>
    </>
  )
}
