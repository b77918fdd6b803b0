import { Search, TriangleAlert, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { IconButton } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import type { Notice } from './till/state.ts'
import { useOpenTill, useTillState } from './use-till.ts'

type Props = { field: RefObject<HTMLInputElement | null>; marked: number; hits: number; onEnter(): void }

/** The one field of the till: names, SKUs and barcodes go in, and `3*` for three of them. */
export function SearchBar({ field, marked, hits, onEnter }: Props) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const { typed, notice } = useTillState()

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
          className="h-14 w-full rounded-2xl border border-line-strong bg-surface pr-24 pl-12 text-lg shadow-card"
        />
        <div className="absolute top-1 right-1 flex items-center gap-1">
          {typed === '' ? (
            <KeyHint className="mt-3 mr-3 text-muted">F2</KeyHint>
          ) : (
            <IconButton label={t('till.clearSearch')} onClick={() => till.type('')}>
              <X aria-hidden className="size-5" />
            </IconButton>
          )}
        </div>
      </div>
      {notice ? <NoticeChip notice={notice} /> : null}
    </div>
  )
}

function NoticeChip({ notice }: { notice: Notice }) {
  const { t } = useWords()
  return (
    <p
      role="alert"
      data-testid="notice"
      className="flex items-center gap-2 self-start rounded-xl bg-warn-soft px-3.5 py-2 font-medium text-warn"
    >
      <TriangleAlert aria-hidden className="size-5 shrink-0" />
      {notice.kind === 'unknown' ? t('till.unknownCode', { code: notice.code }) : null}
      {notice.kind === 'misread' ? t('till.misreadCode', { code: notice.code }) : null}
      {notice.kind === 'full' ? t('till.full') : null}
      {notice.kind === 'too-many-pieces' ? t('till.impossibleQuantity') : null}
      {notice.kind === 'too-large' ? t('till.tooLarge') : null}
      {notice.kind === 'finish-payment' ? t('till.finishPayment') : null}
    </p>
  )
}
