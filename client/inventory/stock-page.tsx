import { CircleCheck, History } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { Banners } from '../app/banners.tsx'
import { openSale } from '../app/open-sale.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useObservable } from '../app/use-observable.ts'
import type { KnownMovement } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople } from '../people/people-context.ts'
import { readEntry } from '../pos/entry.ts'
import type { TillAction } from '../pos/keys.ts'
import { useTillKeys } from '../pos/use-till-keys.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { HistorySheet } from './history-sheet.tsx'
import { ModeChoice } from './mode-choice.tsx'
import { MovementHelp } from './movement-help.tsx'
import { MovementList } from './movement-list.tsx'
import { PiecesDialog } from './pieces-dialog.tsx'
import { StockHits } from './stock-hits.tsx'
import { StockSearch } from './stock-search.tsx'
import type { OpenStockWork } from './use-stock-work.ts'
import { StockWorkContext, useLaneStockWork, useOpenStockWork, useWorkState } from './use-stock-work.ts'
import { selectedLine } from './work-list.ts'
import { WorkPanel } from './work-panel.tsx'

const noBranches: readonly Branch[] = []
const noMovements: readonly KnownMovement[] = []
const mostHits = 40
const mostLatest = 8

/** Receiving, writing off, counting and sending away goods at this lane, with and without the network. */
export function StockPage() {
  const shop = useShop()
  const branches = useObservable(shop.branches$, noBranches)
  const branch = branches.find(({ id }) => id === shop.session.lane?.branchId) ?? null
  const { isWriter } = useSyncState()
  const work = useLaneStockWork(branch, branches, isWriter)
  const open = useMemo<OpenStockWork | null>(
    () => (work && branch ? { work, branch, branches } : null),
    [work, branch, branches],
  )
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      {open ? (
        <StockWorkContext value={open}>
          <OpenStockPage isWriter={isWriter} />
        </StockWorkContext>
      ) : (
        <TopBar />
      )}
    </div>
  )
}

function OpenStockPage({ isWriter }: { isWriter: boolean }) {
  const { t } = useWords()
  const shop = useShop()
  const { work } = useOpenStockWork()
  const { typed, mode, lists } = useWorkState()
  const { asking, showPeople } = useLanePeople()
  const version = useObservable(shop.catalogue.version$, 0)
  const search = useRef<HTMLInputElement>(null)
  const [marked, setMarked] = useState({ typed: '', index: 0 })
  const [sheet, setSheet] = useState<'history' | 'pieces' | null>(null)
  const [productId, setProductId] = useState<string | null>(null)

  const entry = readEntry(typed)
  const hits = useMemo(
    () => (entry.text === '' ? [] : shop.catalogue.search(entry.text, mostHits)),
    // oxlint-disable-next-line react/exhaustive-deps -- another version says that answers may have changed
    [shop, version, entry.text],
  )
  const markedIndex = marked.typed === typed ? Math.min(marked.index, Math.max(0, hits.length - 1)) : 0
  const line = selectedLine(lists[mode])
  const searching = entry.text !== ''

  // A list is kept through a reload, but an update in the middle of a count would still be a fright.
  useEffect(() => openSale.set(lists[mode].lines.length > 0), [lists, mode])
  useEffect(() => () => openSale.set(false), [])
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) search.current?.focus()
  }, [mode])

  const act = useCallback(
    (action: TillAction) => {
      const selected = selectedLine(work.list())
      const inHits = work.state().typed !== '' && hits.length > 0
      const move = (by: number) =>
        inHits
          ? setMarked({
              typed: work.state().typed,
              index: Math.min(hits.length - 1, Math.max(0, markedIndex + by)),
            })
          : work.moveSelection(by)
      const actions: Partial<Record<TillAction, () => void>> = {
        search: () => search.current?.focus(),
        quantity: () => (selected ? setSheet('pieces') : undefined),
        pay: () => void work.confirm(),
        more: () => work.step(1),
        fewer: () => work.step(-1),
        remove: () => (selected ? work.remove(selected.id) : undefined),
        up: () => move(-1),
        down: () => move(1),
        people: showPeople,
        back: () => void work.back(),
      }
      actions[action]?.()
    },
    [work, hits, markedIndex, showPeople],
  )
  // A PIN that is being typed is no scan, and a locked till hears none.
  useTillKeys(isWriter && !asking ? work : null, search, act)

  function openLedger(of: string | null) {
    setProductId(of)
    setSheet('history')
  }

  return (
    <>
      <TopBar>
        <Button look="quiet" onClick={() => openLedger(null)} aria-label={t('stock.history')}>
          <History aria-hidden className="size-5" />
          <span className="hidden lg:inline">{t('stock.history')}</span>
        </Button>
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[minmax(0,1fr)_minmax(21rem,42%)] xl:grid-cols-[minmax(0,1fr)_29rem]">
        <h1 className="sr-only">{t('stock.title')}</h1>
        <div
          inert={!isWriter}
          className={classNames(
            'flex min-h-0 flex-col inert:opacity-60',
            searching ? 'max-md:flex-1' : 'max-md:max-h-[60%] max-md:shrink-0',
          )}
        >
          <div className="flex flex-col gap-3 px-3 pt-3 pb-2 sm:px-4 sm:pt-4">
            <ModeChoice />
            <StockSearch
              field={search}
              marked={markedIndex}
              hits={hits.length}
              onEnter={() => work.enter(hits[markedIndex])}
            />
          </div>
          <div
            className={classNames(
              'min-h-0 flex-1 overflow-y-auto px-3 pt-1 pb-3 sm:px-4 md:pb-4',
              // A phone has room for one of them: the list that is being made.
              !searching && lists[mode].lines.length > 0 && 'max-md:hidden',
            )}
          >
            {searching ? (
              <StockHits
                text={entry.text}
                quantity={entry.quantity}
                hits={hits}
                marked={markedIndex}
                onAdd={(product) => work.add(product, entry.quantity)}
              />
            ) : (
              <Latest onProduct={openLedger} />
            )}
          </div>
        </div>
        <div
          inert={!isWriter}
          className={classNames(
            'min-h-0 border-line inert:opacity-60 max-md:flex-1 max-md:border-t md:border-l',
            searching && 'max-md:hidden',
          )}
        >
          <WorkPanel onQuantity={() => setSheet('pieces')} onLedger={openLedger} />
        </div>
      </main>
      {sheet === 'pieces' && line ? (
        <PiecesDialog mode={mode} line={line} onClose={() => setSheet(null)} />
      ) : null}
      {sheet === 'history' ? (
        <HistorySheet productId={productId} onProduct={setProductId} onClose={() => setSheet(null)} />
      ) : null}
    </>
  )
}

/** What was just saved, what needs help, and the latest of this till. */
function Latest({ onProduct }: { onProduct(productId: string): void }) {
  const { t, clock } = useWords()
  const { work } = useOpenStockWork()
  const { done } = useWorkState()
  const { movements } = useShop()
  const latest$ = useMemo(() => movements.ofLane$(mostLatest), [movements])
  const latest = useObservable(latest$, noMovements)
  const inNeed = useObservable(movements.needHelp$, noMovements)
  useEffect(() => work.hearRefused(inNeed.map(({ id }) => id)), [work, inNeed])
  return (
    <div className="flex flex-col gap-3">
      {done ? (
        <div
          role="status"
          data-testid="stock-saved"
          className="flex items-center gap-3 rounded-xl bg-good-soft px-4 py-3 text-good"
        >
          <CircleCheck aria-hidden className="size-6 shrink-0" />
          <div>
            <p className="figures text-lg leading-tight font-semibold">
              {t(`stock.saved_${done.mode}`, { count: done.pieces })} ·{' '}
              {t('stock.products', { count: done.products })}
            </p>
            <p className="text-sm">{t('stock.savedHint', { time: clock(done.at) })}</p>
          </div>
        </div>
      ) : null}
      <MovementHelp onCount={(product) => work.recount(product)} />
      <section className="max-md:hidden">
        <h2 className="mt-2 mb-1 px-2 text-sm font-medium text-muted">{t('stock.latest')}</h2>
        <MovementList movements={latest} onProduct={onProduct} />
      </section>
    </div>
  )
}
