import { useEffect, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { ApiError, NoAnswer } from '../app/api.ts'
import { Banners } from '../app/banners.tsx'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useObservable } from '../app/use-observable.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Button } from '../ui/button.tsx'
import { wholeArchive } from './archive-view.ts'
import { ChosenFilters, Filters } from './filters.tsx'
import { NeedsServer } from './needs-server.tsx'
import { OrderSheet } from './order-sheet.tsx'
import { PageButtons } from './page-buttons.tsx'
import { Results } from './results.tsx'
import { useArchive } from './use-archive.ts'
import { useView } from './use-view.ts'

const noBranches: readonly Branch[] = []

/** Every order there ever was, as the server finds it: beyond the days that this device holds. */
export function ArchivePage() {
  const { t } = useWords()
  const shop = useShop()
  const branches = useObservable(shop.branches$, noBranches)
  const isOnline = useSyncState().connection === 'online'
  const { view, change } = useView()
  const archive = useArchive(view, isOnline)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const page = archive.kind === 'failed' ? null : archive.page
  const fault = archive.kind === 'failed' ? archive.fault : null
  // A page that was kept as a link and is of another search by now: its first page is what was meant.
  const isStale = fault instanceof ApiError && fault.code === 'archive/cursor'
  useEffect(() => (isStale ? change({ cursor: null }, { replacing: true }) : undefined), [isStale, change])
  const chosen = page?.orders.find(({ id }) => id === chosenId) ?? null
  const isFiltered = (Object.keys(wholeArchive) as (keyof typeof wholeArchive)[]).some(
    (name) => name !== 'sort' && name !== 'cursor' && view[name] !== wholeArchive[name],
  )
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col gap-3 p-3 sm:p-5">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('archive.title')}</h1>
          <p className="text-muted">{t('archive.lead')}</p>
        </div>
        {isOnline && !(fault instanceof NoAnswer) ? (
          <>
            <Filters view={view} branches={branches} onChange={change} />
            <ChosenFilters view={view} branches={branches} onChange={change} />
            {fault && !isStale ? (
              <div
                role="alert"
                className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-soft px-4 py-2 text-bad"
              >
                <p className="flex-1">{wordsFor(fault, t)}</p>
                <Button onClick={archive.again}>{t('common.tryAgain')}</Button>
              </div>
            ) : (
              <Results
                page={page}
                isLoading={archive.kind === 'loading'}
                isFiltered={isFiltered}
                branches={branches}
                onOpen={setChosenId}
                onClear={() => change({ ...wholeArchive, sort: view.sort })}
              />
            )}
            <PageButtons page={page} isFirst={view.cursor === null} onGo={(cursor) => change({ cursor })} />
          </>
        ) : (
          <NeedsServer onAgain={isOnline ? archive.again : null} />
        )}
      </main>
      {chosen ? <OrderSheet order={chosen} branches={branches} onClose={() => setChosenId(null)} /> : null}
    </div>
  )
}
