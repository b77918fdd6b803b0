import { Camera, Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { Suspense, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { IconButton } from '../ui/button.tsx'
import { ActionKey } from './action-key.tsx'
import { CameraSheet } from './later-parts.ts'
import { NoticeChip } from './notice-chip.tsx'
import { readReceiptText } from './refund/read-code.ts'
import { useOpenTill, useTillState } from './use-till.ts'

type Props = {
  field: RefObject<HTMLInputElement | null>
  marked: number
  hits: number
  onEnter(): void
  /** What the camera sees, as the scanner's codes. */
  onScan(code: string): void
}

/** Without TLS browsers show us no camera at all. */
const canSee = 'mediaDevices' in navigator

/** The one field of the till: names, SKUs and barcodes go in, and `3*` for three of them. */
export function SearchBar({ field, marked, hits, onEnter, onScan }: Props) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const { typed, notice } = useTillState()
  const [camera, setCamera] = useState(false)

  function seen(code: string) {
    // A receipt opens returns: the camera makes room.
    if (readReceiptText(code)) setCamera(false)
    onScan(code)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onEnter()
  }

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
          onChange={(event) => till.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-label={t('till.searchLabel')}
          aria-expanded={hits > 0}
          aria-controls="till-hits"
          aria-activedescendant={hits > 0 ? `till-hit-${marked}` : undefined}
          placeholder={t('till.search')}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          data-testid="search"
          className="h-14 w-full rounded-2xl border border-line-strong bg-surface pr-28 pl-12 text-lg shadow-card"
        />
        <div className="absolute top-1 right-1 flex items-center gap-1">
          {typed === '' ? (
            <ActionKey action="search" className="mr-1 text-muted" />
          ) : (
            <IconButton label={t('till.clearSearch')} onClick={() => till.type('')}>
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
      {notice ? <NoticeChip notice={notice} /> : null}
      {camera ? (
        <Suspense>
          <CameraSheet onScan={seen} onClose={() => setCamera(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
