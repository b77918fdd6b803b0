import { CircleAlert, CloudCheck, CloudOff, CloudUpload } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { later } from './later.tsx'
import { memory } from './app-parts.ts'
import { leftBehind } from './left-behind.ts'
import { useShop, useSyncState } from './shop-context.ts'
import { statusOf } from './status-words.ts'
import { useIsPhone } from './use-is-phone.ts'
import { useNow } from './use-now.ts'

const StatusSheet = later(() =>
  import('./status-sheet.tsx').then((module) => ({ default: module.StatusSheet })),
)

const colours = {
  plain: 'bg-sunken text-muted',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent-text',
} as const

/** Always in sight: what the server has not acknowledged yet. Opens the sheet with the whole list. */
export function StatusChip() {
  const words = useWords()
  const state = useSyncState()
  const now = useNow(15_000)
  const isPhone = useIsPhone()
  const [open, setOpen] = useState<boolean | null>(null)
  const status = statusOf(state, now, words, leftBehind(memory, useShop().session))
  const Icon =
    status.tone === 'bad'
      ? CircleAlert
      : state.connection === 'offline'
        ? CloudOff
        : state.waiting > 0
          ? CloudUpload
          : CloudCheck
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        data-testid="status-chip"
        className={classNames(
          'figures flex min-h-12 min-w-12 items-center justify-center gap-2 rounded-xl px-3.5 text-sm font-medium max-sm:gap-1.5 max-sm:px-2',
          colours[status.tone],
        )}
      >
        <Icon aria-hidden className="size-5 shrink-0" />
        <span
          role="status"
          className="line-clamp-3 text-left text-balance max-sm:text-[13px] max-sm:leading-4 sm:line-clamp-1"
        >
          {isPhone ? status.short : status.words}
        </span>
      </button>
      {open === null ? null : (
        <Suspense>
          <StatusSheet open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
