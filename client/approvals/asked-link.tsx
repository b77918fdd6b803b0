import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { go } from '../app/place.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { note } from '../ui/note.ts'
import { Pill } from '../ui/pill.tsx'
import { useAsked } from './use-asked.ts'

/** Said once each, whatever page somebody goes to meanwhile; null before the first look. */
let said: Set<string> | null = null

/** The way to what lanes ask: with how many wait, and a word in passing about each new one. */
export function AskedLink({ className }: { className: string }) {
  const { t } = useWords()
  const { value } = useAsked()
  const open = value?.open
  useEffect(() => {
    if (!open) return
    // What waited before is no news: the number beside the link tells of it.
    said ??= new Set(open.map(({ id }) => id))
    for (const { id, kind, laneCode, cashierName } of open) {
      if (said.has(id)) continue
      said.add(id)
      if (location.pathname === '/approvals') continue
      note(t('asked.news', { lane: laneCode, name: cashierName }), t(`approval.${kind}`), {
        label: t('asked.look'),
        press: () => go('/approvals'),
      })
    }
  }, [open, t])
  const count = open?.length ?? 0
  return (
    <Link
      to="/approvals"
      className={classNames(
        'min-h-12 items-center gap-2 rounded-xl px-1 text-[15px] font-medium whitespace-nowrap text-muted hover:bg-sunken 2xl:px-2 2xl:text-base',
        count > 0 ? 'flex' : className,
      )}
      activeProps={{ className: 'text-ink!' }}
    >
      {t('asked.link')}
      {count > 0 ? <Pill tone="warn">{count}</Pill> : null}
    </Link>
  )
}
