import { useState } from 'react'
import { People } from '../../shared/access/people.ts'
import type { AuditLine } from '../../shared/audit/entries.ts'
import { AuditPage as AuditAnswer } from '../../shared/audit/entries.ts'
import { useAnswer } from '../app/use-answer.ts'
import { account } from '../app/app-parts.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { SettingsFrame } from '../settings/settings-frame.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { AuditRow } from './audit-row.tsx'

const subjects = [
  '',
  'order.',
  'case.',
  'dead-letter.',
  'approval.',
  'bulk.',
  'stock.',
  'document.',
  'shift.',
  'user.',
  'device.',
  'branch.',
  'business.',
  'session.',
  'pin.',
  'outbox.',
  'shopify.',
  'telegram.',
  'backup.',
  'summary.',
] as const
type Subject = (typeof subjects)[number]

/** Who did what, newest first, a page at a time; older ones are added below. */
export function AuditPage() {
  const { t } = useWords()
  const [about, setAbout] = useState<Subject>('')
  const [by, setBy] = useState('')
  const { value: known } = useAnswer('/users', (it) => People.parse(it))
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const names: Record<Subject, string> = {
    '': t('audit.everything'),
    'order.': t('audit.orders'),
    'case.': t('cases.title'),
    'dead-letter.': t('desk.deadLetters'),
    'approval.': t('asked.link'),
    'bulk.': t('bulk.title'),
    'business.': t('business.title'),
    'user.': t('audit.users'),
    'device.': t('audit.devices'),
    'branch.': t('audit.branches'),
    'stock.': t('audit.stock'),
    'document.': t('audit.products'),
    'shift.': t('audit.shifts'),
    'session.': t('audit.sessions'),
    'pin.': t('audit.pins'),
    'outbox.': t('audit.outboxes'),
    'shopify.': t('shopify.title'),
    'telegram.': t('account.telegram'),
    'backup.': t('backups.title'),
    'summary.': t('week.title'),
  }
  const query = new URLSearchParams()
  if (about !== '') query.set('action', about)
  if (by !== '') query.set('actorId', by)
  const begin = startOf(from, 0)
  const end = startOf(until, 1)
  if (begin) query.set('from', begin)
  if (end) query.set('to', end)
  return (
    <SettingsFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-end gap-3">
          <div className="mr-auto">
            <h1 className="text-2xl font-semibold tracking-tight">{t('audit.title')}</h1>
            <p className="text-muted">{t('audit.lead')}</p>
          </div>
          <Select<Subject>
            label={t('audit.about')}
            isShown
            value={about}
            onChange={setAbout}
            options={subjects.map((value) => ({ value, label: names[value] }))}
          />
          <Select
            label={t('audit.by')}
            isShown
            value={by}
            onChange={setBy}
            options={[
              { value: '', label: t('audit.anybody') },
              ...(known?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <DateField label={t('audit.from')} value={from} onChange={setFrom} />
          <DateField label={t('audit.until')} value={until} onChange={setUntil} />
        </div>
        <Entries key={query.toString()} query={query.toString()} />
      </main>
    </SettingsFrame>
  )
}

/** The entries that fit a query. Another query is another list. */
function Entries({ query }: { query: string }) {
  const { t } = useWords()
  const { value: first, error } = useAnswer(`/audit?${query}`, (it) => AuditAnswer.parse(it))
  const [older, setOlder] = useState<{ entries: AuditLine[]; next: string | null } | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const entries = [...(first?.entries ?? []), ...(older?.entries ?? [])]
  const next = older ? older.next : (first?.next ?? null)

  async function more() {
    setRefused(null)
    try {
      const page = AuditAnswer.parse(
        await account.callAs(`/audit?${query}&after=${encodeURIComponent(next ?? '')}`),
      )
      setOlder({ entries: [...(older?.entries ?? []), ...page.entries], next: page.next })
    } catch (failed) {
      setRefused(failed)
    }
  }

  if (first === null) {
    return (
      <p role={error ? 'alert' : 'status'} className="text-muted">
        {error ? wordsFor(error, t) : t('audit.loading')}
      </p>
    )
  }
  if (entries.length === 0) {
    return (
      <div role="status" className="py-16 text-center">
        <p className="text-lg font-medium">{t('audit.none')}</p>
        <p className="text-muted">{t('audit.noneHint')}</p>
      </div>
    )
  }
  return (
    <>
      <ul className="rounded-2xl border border-line bg-surface" data-testid="audit">
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ul>
      {refused ? (
        <p role="alert" className="text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
      {next ? (
        <Button className="self-center" onClick={() => void more()}>
          {t('audit.older')}
        </Button>
      ) : (
        <p className="self-center text-sm text-muted">{t('audit.end')}</p>
      )}
    </>
  )
}

/** The beginning of a day as it was typed, some days later; null where no day was. */
function startOf(day: string, later: number): string | null {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return null
  return new Date(year, month - 1, date + later).toISOString()
}

function DateField(props: { label: string; value: string; onChange(value: string): void }) {
  return (
    <label className="flex flex-col gap-1.5 text-sm font-medium text-muted">
      {props.label}
      <input
        type="date"
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        className="h-12 rounded-xl border border-line-strong bg-surface px-3 text-base font-normal text-ink"
      />
    </label>
  )
}
