import { Camera, Search, X } from 'lucide-react'
import type { RefObject } from 'react'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { IconButton } from '../ui/button.tsx'
import { ActionKey } from '../pos/action-key.tsx'
import { StockNotice } from './stock-notice.tsx'
import { useOpenStockWork, useWorkState } from './use-stock-work.ts'

// Most lanes have a scanner.
const StockCamera = lazy(() =>
  import('./stock-camera.tsx').then((module) => ({ default: module.StockCamera })),
)

/** Without TLS browsers show us no camera at all. */
const canSee = 'mediaDevices' in navigator

type Props = { field: RefObject<HTMLInputElement | null>; marked: number; hits: number; onEnter(): void }

/** The one field of the page: names, SKUs and barcodes go in, and `12*` for twelve of them. */
export function StockSearch({ field, marked, hits, onEnter }: Props) {
  const { t } = useWords()
  const { work } = useOpenStockWork()
  const { typed, notice } = useWorkState()
  const [camera, setCamera] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-4 size-5 -translate-y-1/2 text-muted"
        />
        <input
          ref={field}
          value={typed}
          onChange={(event) => work.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
          role="combobox"
          aria-label={t('till.searchLabel')}
          aria-expanded={hits > 0}
          aria-controls="stock-hits"
          aria-activedescendant={hits > 0 ? `stock-hit-${marked}` : undefined}
          placeholder={t('till.search')}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          data-testid="stock-search"
          className="h-14 w-full rounded-2xl border border-line-strong bg-surface pr-28 pl-12 text-lg shadow-card"
        />
        <div className="absolute top-1 right-1 flex items-center gap-1">
          {typed === '' ? (
            <ActionKey action="search" className="mt-4 mr-1 text-muted max-sm:hidden!" />
          ) : (
            <IconButton label={t('till.clearSearch')} onClick={() => work.type('')}>
              <X aria-hidden className="size-5" />
            </IconButton>
          )}
          {canSee ? (
            <IconButton label={t('camera.title')} onClick={() => setCamera(true)}>
              <Camera aria-hidden className="size-5" />
            </IconButton>
          ) : null}
        </div>
      </div>
      {notice ? <StockNotice notice={notice} /> : null}
      {camera ? (
        <Suspense>
          <StockCamera onClose={() => setCamera(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
