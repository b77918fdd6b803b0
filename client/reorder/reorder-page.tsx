import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Reorder } from '../../shared/velocity/demand.ts'
import { account } from '../app/app-parts.ts'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Freshness } from '../status/freshness.tsx'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { exportReorder } from './export-reorder.ts'
import { lookThrough, SHOWN, type Looking } from './look-through.ts'
import { readWholeReorder, reorderPath } from './read-reorder.ts'
import { ReorderTable } from './reorder-table.tsx'
import { TestNote } from './test-note.tsx'

const everyMs = 60_000
/** So many are looked through. */
const SEARCHED = 5_000
type Wanted = Looking['wanted']

/** What to order and what to bring over from another branch, the soonest empty first. */
export function ReorderPage() {
  const words = useWords()
  const { t, moment } = words
  const { branchId = '' } = useSearch({ from: '/reorder' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState<Wanted>('all')
  const isLooking = wanted !== 'all' || typed.trim() !== ''
  const path = reorderPath(branchId, isLooking ? SEARCHED : SHOWN)
  const answer = useAnswer(path, (it) => Reorder.parse(it), everyMs)
  const { value: reorder, error } = answer
  const found = reorder && lookThrough(reorder, { wanted, typed })
  const reckoned = reorder?.branches
    .flatMap(({ reckonedAt }) => (reckonedAt ? [reckonedAt] : []))
    .toSorted()[0]

  async function save() {
    try {
      exportReorder(await readWholeReorder(branchId, account.callAs), words)
    } catch (problem) {
      note(t('reorder.notSaved'), wordsFor(problem, t))
    }
  }

  useActions([{ id: 'reorder csv', says: 'reorder.csv', icon: Download, keys: 'E', for: 'desk', run: save }])

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="mr-auto text-2xl font-semibold tracking-tight">{t('reorder.title')}</h1>
          <Freshness answer={answer} />
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label={t('home.branch')}
            isShown
            value={branchId}
            onChange={(next) =>
              void navigate({ to: '/reorder', search: next === '' ? {} : { branchId: next } })
            }
            options={[
              { value: '', label: t('home.all') },
              ...(reorder?.branches ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Select<Wanted>
            label={t('reorder.show')}
            isShown
            value={wanted}
            onChange={setWanted}
            options={[
              { value: 'all', label: t('reorder.showAll') },
              { value: 'order', label: t('reorder.showOrders') },
              { value: 'transfer', label: t('reorder.showTransfers') },
            ]}
          />
          <div className="min-w-48 flex-1">
            <TextField
              label={t('reorder.search')}
              type="search"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
          <Button onClick={() => void save()} disabled={!reorder || reorder.count === 0}>
            <Download aria-hidden className="size-5" />
            {t('reorder.csv')}
          </Button>
        </div>
        {reorder === null || found === null ? (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('system.loading')}
          </p>
        ) : (
          <>
            <ReorderTable
              rows={found.rows}
              reorder={reorder}
              none={t(found.none, { shown: reorder.rows.length, count: reorder.count })}
            />
            <p className="text-sm text-muted">
              {reckoned ? t('reorder.reckoned', { time: moment(reckoned) }) : t('reorder.notReckoned')}
              {reorder.count > reorder.rows.length
                ? ` ${t('reorder.some', { shown: reorder.rows.length, count: reorder.count })}`
                : ''}
              {found.fits > found.rows.length
                ? ` ${t('reorder.firstOf', { shown: found.rows.length, count: found.fits })}`
                : ''}
            </p>
            <TestNote test={reorder.test} />
          </>
        )}
      </main>
    </div>
  )
}
