import { Camera, Search, X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { Suspense, useState } from 'react'
import { useFeature } from '../app/use-feature.ts'
import { useWords } from '../i18n/use-words.ts'
import { IconButton } from '../ui/button.tsx'
import { ActionKey } from './action-key.tsx'

/** Without TLS browsers show us no camera at all. */
const canSee = 'mediaDevices' in navigator

type Props = {
  field: RefObject<HTMLInputElement | null>
  typed: string
  onType(text: string): void
  onEnter(): void
  /** The list of what is found has the id `${list}-hits`. */
  list: string
  hits: number
  marked: number
  notice: ReactNode
  /** The camera as a scanner, while it is open. */
  camera(close: () => void): ReactNode
  testId: string
}

/** The one field of a page of products: names, SKUs and barcodes go in, and `3*` for three of them. */
export function SearchField({ field, typed, list, hits, marked, notice, camera, testId, ...on }: Props) {
  const { t } = useWords()
  const [seeing, setSeeing] = useState(false)
  const mayScan = useFeature('camera-scan') && canSee
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
          onChange={(event) => on.onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            on.onEnter()
          }}
          role="combobox"
          aria-label={t('till.searchLabel')}
          aria-expanded={hits > 0}
          aria-controls={`${list}-hits`}
          aria-activedescendant={hits > 0 ? `${list}-hit-${marked}` : undefined}
          placeholder={t('till.search')}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          data-testid={testId}
          className="h-14 w-full rounded-2xl border border-line-strong bg-surface pr-28 pl-12 text-lg shadow-card"
        />
        <div className="absolute top-1 right-1 flex items-center gap-2">
          {typed === '' ? (
            <ActionKey action="search" className="mr-1 text-muted" />
          ) : (
            <IconButton label={t('till.clearSearch')} onClick={() => on.onType('')}>
              <X aria-hidden className="size-5" />
            </IconButton>
          )}
          {mayScan ? (
            <IconButton label={t('till.camera')} onClick={() => setSeeing(true)}>
              <Camera aria-hidden className="size-5" />
            </IconButton>
          ) : null}
        </div>
      </div>
      {notice}
      {seeing ? <Suspense>{camera(() => setSeeing(false))}</Suspense> : null}
    </div>
  )
}
