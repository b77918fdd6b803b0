import { Dialog as Base } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import type { Entry, Section } from './entry.ts'
import { isMac, isPressed, printed } from './keys.ts'
import { recentOf } from './recent.ts'
import { useSections } from './use-sections.ts'

/**
 * The palette: everything that can be done and gone to, by a few letters. The field keeps the focus and says which line
 * is active (the combobox pattern of ARIA); closed, the focus goes back to where it was, and only then it is done.
 *
 * @param onClose is given what is to be done, where a line was chosen
 */
export function Palette({ onClose }: { onClose(chosen: (() => void) | null): void }) {
  const { t } = useWords()
  const { user } = useShop().session
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const sections = useSections(text)
  const entries = sections.flatMap((section) => section.entries)
  const at = Math.min(active, entries.length - 1)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at, text])

  function choose(entry: Entry | undefined) {
    if (!entry) return
    recentOf(localStorage, user.id).add(entry)
    onClose(entry.run)
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (isPressed(event.nativeEvent, 'Mod+K')) {
      event.preventDefault()
      return onClose(null)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      return choose(entries[at])
    }
    const to = stepTo(event.key, at, entries.length)
    if (to === null) return
    event.preventDefault()
    setActive(to)
  }

  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose(null))}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 print:hidden" />
        <Base.Popup
          initialFocus={field}
          data-testid="palette"
          className="above fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh w-full flex-col overflow-hidden bg-raised text-ink shadow-float outline-none sm:top-[10vh] sm:max-h-[min(34rem,80vh)] sm:w-[min(42rem,calc(100vw-2rem))] sm:rounded-2xl"
        >
          <Base.Title className="sr-only">{t('palette.open')}</Base.Title>
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search aria-hidden className="size-5 shrink-0 text-muted" />
            <input
              ref={field}
              role="combobox"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
              aria-label={t('palette.open')}
              placeholder={t('palette.hint')}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="go"
              maxLength={200}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value)
                setActive(0)
              }}
              onKeyDown={press}
              className="h-14 min-w-0 flex-1 bg-transparent text-base outline-none"
            />
            <Base.Close className="min-h-12 rounded-lg px-2 text-sm font-medium text-muted hover:text-ink">
              {t('common.close')}
            </Base.Close>
          </div>
          <p role="status" className="sr-only">
            {t('palette.found', { count: entries.length })}
          </p>
          {entries.length === 0 ? (
            <p className="px-4 py-8 text-center text-muted">{t('palette.nothing')}</p>
          ) : null}
          <div
            ref={list}
            role="listbox"
            id={`${id}-list`}
            aria-label={t('palette.list')}
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2"
          >
            {sections.map((section, index) => (
              <Lines
                key={section.name}
                id={id}
                section={section}
                from={sections.slice(0, index).reduce((sum, one) => sum + one.entries.length, 0)}
                active={at}
                onActive={setActive}
                onChoose={choose}
              />
            ))}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

type LinesProps = {
  id: string
  section: Section
  /** The number of its first line. */
  from: number
  active: number
  onActive(at: number): void
  onChoose(entry: Entry): void
}

function Lines({ id, section, from, active, onActive, onChoose }: LinesProps) {
  const { t } = useWords()
  const { name, entries } = section
  return (
    <div role="group" aria-labelledby={`${id}-${name}`}>
      <p
        id={`${id}-${name}`}
        className="px-3 pt-3 pb-1 text-xs font-semibold tracking-wide text-muted uppercase"
      >
        {t(`palette.section_${name}`)}
      </p>
      {entries.map((entry, index) => {
        const at = from + index
        const Icon = entry.icon
        return (
          <div
            key={entry.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            onPointerMove={() => (at === active ? undefined : onActive(at))}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(entry)}
            className={classNames(
              'flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 py-1.5 pointer-coarse:min-h-12',
              at === active && 'bg-accent-soft',
              entry.isDangerous && 'text-bad',
            )}
          >
            <Icon aria-hidden className="size-4.5 shrink-0 opacity-70" />
            <span className="min-w-0 flex-1 truncate">
              {entry.title}
              {entry.detail ? <span className="figures ml-2 text-sm text-muted">{entry.detail}</span> : null}
            </span>
            {entry.keys === undefined ? null : <KeyHint>{printed(entry.keys, isMac())}</KeyHint>}
          </div>
        )
      })}
    </div>
  )
}

/** Where a key leads among so many lines; null where it leads nowhere. The ends meet. */
function stepTo(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'PageDown') return Math.min(count - 1, at + 8)
  if (key === 'PageUp') return Math.max(0, at - 8)
  return null
}
