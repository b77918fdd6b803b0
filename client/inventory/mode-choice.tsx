import { ClipboardList, PackageMinus, PackagePlus, Truck } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { useOpenStockWork, useWorkState } from './use-stock-work.ts'
import type { Mode } from './work-list.ts'
import { modes } from './work-list.ts'

export const modeIcons = {
  receive: PackagePlus,
  damage: PackageMinus,
  recount: ClipboardList,
  transfer: Truck,
} as const satisfies Record<Mode, typeof Truck>

/** What is being done; a number says that a list of that kind is open. Arrows move between them. */
export function ModeChoice() {
  const { t } = useWords()
  const { work } = useOpenStockWork()
  const { mode, lists } = useWorkState()

  function move(from: Mode, by: number) {
    const next = modes[(modes.indexOf(from) + by + modes.length) % modes.length]
    if (!next) return
    work.choose(next)
    document.getElementById(`stock-mode-${next}`)?.focus()
  }

  return (
    <div
      role="radiogroup"
      aria-label={t('stock.mode')}
      className="grid grid-cols-4 gap-2 rounded-2xl bg-sunken p-1"
    >
      {modes.map((one) => {
        const Icon = modeIcons[one]
        const open = lists[one].lines.length
        return (
          <button
            key={one}
            id={`stock-mode-${one}`}
            type="button"
            role="radio"
            aria-checked={one === mode}
            aria-label={
              open > 0 ? t('stock.open', { mode: t(`stock.${one}`), count: open }) : t(`stock.${one}`)
            }
            tabIndex={one === mode ? 0 : -1}
            onClick={() => work.choose(one)}
            onKeyDown={({ key }) => {
              if (key === 'ArrowRight') move(one, 1)
              if (key === 'ArrowLeft') move(one, -1)
            }}
            className={classNames(
              'relative flex min-h-14 flex-col items-center justify-center gap-0.5 rounded-xl px-1 text-xs font-medium',
              'lg:min-h-12 lg:flex-row lg:gap-2 lg:text-[15px]',
              one === mode ? 'bg-raised text-ink shadow-card' : 'text-muted hover:text-ink',
            )}
          >
            <Icon aria-hidden className="size-5 shrink-0" />
            <span className="max-w-full truncate">{t(`stock.${one}`)}</span>
            {open > 0 ? (
              <span
                aria-hidden
                className="figures absolute top-1 right-1 rounded-full bg-accent px-1.5 text-xs text-on-accent lg:static"
              >
                {open}
              </span>
            ) : null}
          </button>
        )
      })}
    </div>
  )
}
