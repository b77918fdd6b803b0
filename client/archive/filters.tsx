import { Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { orderSorts } from '../../shared/archive/lists.ts'
import { useWords } from '../i18n/use-words.ts'
import type { ArchiveView } from './archive-view.ts'

type Props = {
  view: ArchiveView
  branches: readonly Branch[]
  onChange(changes: Partial<ArchiveView>, how?: { replacing: boolean }): void
}

/** So long after the last letter the server is asked. */
const TYPING_MS = 300
const look = 'h-12 rounded-xl border border-line-strong bg-surface px-3'
const states = ['accepted', 'conflict', 'cancelled'] as const
const sortWords = {
  '-createdAt': 'archive.newest',
  createdAt: 'archive.oldest',
  '-total': 'archive.largest',
  total: 'archive.smallest',
} as const

/** What is looked for, of which kind, where and when, and in which order. */
export function Filters({ view, branches, onChange }: Props) {
  const { t } = useWords()
  return (
    <search className="flex flex-wrap items-end gap-2">
      <SearchBox text={view.search} onChange={onChange} />
      {/* On a phone one line that is pushed along, and fades where it goes on: four of them leave no room for the orders. */}
      <div className="flex items-end gap-2 max-md:-mx-3 max-md:overflow-x-auto max-md:mask-r-from-[calc(100%-3rem)] max-md:py-1 max-md:pr-12 max-md:pl-3 md:contents">
        <Field label={t('desk.state')}>
          <select
            value={view.status ?? ''}
            onChange={(event) =>
              onChange({ status: (event.currentTarget.value || null) as ArchiveView['status'] })
            }
            className={look}
          >
            <option value="">{t('desk.allStates')}</option>
            {states.map((status) => (
              <option key={status} value={status}>
                {t(`orders.${status}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('archive.kind')}>
          <select
            value={view.kind ?? ''}
            onChange={(event) =>
              onChange({ kind: (event.currentTarget.value || null) as ArchiveView['kind'] })
            }
            className={look}
          >
            <option value="">{t('archive.bothKinds')}</option>
            <option value="sale">{t('archive.sales')}</option>
            <option value="refund">{t('archive.refunds')}</option>
          </select>
        </Field>
        <Field label={t('archive.source')}>
          <select
            value={view.source ?? ''}
            onChange={(event) =>
              onChange({ source: (event.currentTarget.value || null) as ArchiveView['source'] })
            }
            className={look}
          >
            <option value="">{t('archive.bothSources')}</option>
            <option value="pos">{t('archive.tills')}</option>
            <option value="shopify">{t('archive.online')}</option>
          </select>
        </Field>
        {branches.length > 1 ? (
          <Field label={t('desk.branch')}>
            <select
              value={view.branchId ?? ''}
              onChange={(event) => onChange({ branchId: event.currentTarget.value || null })}
              className={look}
            >
              <option value="">{t('desk.allBranches')}</option>
              {branches.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        ) : null}
        <Field label={t('archive.from')}>
          <input
            type="date"
            value={view.from ?? ''}
            max={view.to ?? undefined}
            onChange={(event) => onChange({ from: event.currentTarget.value || null })}
            className={look}
          />
        </Field>
        <Field label={t('archive.to')}>
          <input
            type="date"
            value={view.to ?? ''}
            min={view.from ?? undefined}
            onChange={(event) => onChange({ to: event.currentTarget.value || null })}
            className={look}
          />
        </Field>
        <Field label={t('archive.sort')}>
          <select
            value={view.sort}
            onChange={(event) => onChange({ sort: event.currentTarget.value as ArchiveView['sort'] })}
            className={look}
          >
            {orderSorts.map((sort) => (
              <option key={sort} value={sort}>
                {t(sortWords[sort])}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </search>
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="flex shrink-0 flex-col gap-1 text-sm font-medium text-muted *:text-base *:font-normal *:text-ink">
      {label}
      {children}
    </label>
  )
}

/** What is typed stands there at once, and is asked for when the hand rests. */
function SearchBox({ text, onChange }: { text: string } & Pick<Props, 'onChange'>) {
  const { t } = useWords()
  const [typed, setTyped] = useState({ text, of: text })
  // The address changed by itself, as by going back: it wins over what was typed before.
  const shown = typed.of === text ? typed.text : text
  useEffect(() => {
    if (shown === text) return
    const timer = setTimeout(onChange, TYPING_MS, { search: shown }, { replacing: true })
    return () => clearTimeout(timer)
  }, [shown, text, onChange])
  return (
    <label className="relative min-w-52 flex-1">
      <span className="sr-only">{t('archive.search')}</span>
      <Search aria-hidden className="absolute top-1/2 left-3.5 size-4.5 -translate-y-1/2 text-muted" />
      <input
        type="search"
        value={shown}
        maxLength={200}
        placeholder={t('archive.search')}
        onChange={(event) => setTyped({ text: event.currentTarget.value, of: text })}
        className="h-12 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-10"
      />
    </label>
  )
}

/** Each filter that is on, as a chip that takes it away. */
export function ChosenFilters({ view, branches, onChange }: Props) {
  const { t, day } = useWords()
  const branch = branches.find(({ id }) => id === view.branchId)
  const chips: [text: string, without: Partial<ArchiveView>][] = [
    ...(view.search.trim() === '' ? [] : [chip(`“${view.search.trim()}”`, { search: '' })]),
    ...(view.status ? [chip(t(`orders.${view.status}`), { status: null })] : []),
    ...(view.kind
      ? [chip(t(view.kind === 'sale' ? 'archive.sales' : 'archive.refunds'), { kind: null })]
      : []),
    ...(view.source
      ? [chip(t(view.source === 'pos' ? 'archive.tills' : 'archive.online'), { source: null })]
      : []),
    ...(view.branchId ? [chip(branch?.name ?? t('desk.branch'), { branchId: null })] : []),
    ...(view.from ? [chip(t('archive.since', { day: day(view.from) }), { from: null })] : []),
    ...(view.to ? [chip(t('archive.until', { day: day(view.to) }), { to: null })] : []),
  ]
  if (chips.length === 0) return null
  return (
    <ul aria-label={t('archive.filters')} className="flex flex-wrap gap-2" data-testid="chosen-filters">
      {chips.map(([text, without]) => (
        <li key={text}>
          <button
            type="button"
            aria-label={t('archive.without', { filter: text })}
            onClick={() => onChange(without)}
            className="inline-flex h-9 items-center gap-1.5 rounded-full bg-accent-soft px-3 text-sm font-medium text-accent-text hover:brightness-95"
          >
            {text}
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function chip(text: string, without: Partial<ArchiveView>): [string, Partial<ArchiveView>] {
  return [text, without]
}
