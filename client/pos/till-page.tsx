import {
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Banners } from '../app/banners.tsx'
import { FirstLoad } from '../app/first-load.tsx'
import { openSale } from '../app/open-sale.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useObservable } from '../app/use-observable.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople, usePeopleState } from '../people/people-context.ts'
import { classNames } from '../ui/class-names.ts'
import { selectedLine } from './cart.ts'
import { CartPanel } from './cart-panel.tsx'
import { readEntry } from './entry.ts'
import { findCode } from './find-code.ts'
import type { TillAction } from './keys.ts'
import {
  fetchParts,
  PayPanel,
  SoldPanel,
  QuestionDialog,
  QuantityDialog,
  CustomerSheet,
  DiscountDialog,
  SaleDiscountDialog,
  ParkSheet,
  ShiftSheet,
  TodaySheet,
  KeysDialog,
  RefundSheet,
} from './later-parts.ts'
import { ParkedNews } from './park/parked-news.tsx'
import { RiskProvider } from './lanes/risk-provider.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { readReceiptText } from './refund/read-code.ts'
import type { RefundStart } from './refund/refund-sheet.tsx'
import { useRescues } from './refund/use-rescues.ts'
import type { Place } from './product-tiles.tsx'
import { ProductTiles } from './product-tiles.tsx'
import { SearchBar } from './search-bar.tsx'
import { SearchResults } from './search-results.tsx'
import { TillBar } from './till-bar.tsx'
import type { CatalogueNow, OpenTill } from './use-till.ts'
import { TillContext, useLaneTill, useOpenTill, useTillState } from './use-till.ts'
import { useTillKeys } from './use-till-keys.ts'

const noBranches: readonly Branch[] = []
const mostHits = 40
/** Nobody types more; the code of a receipt that a scanner types passes through here, a thousand keys of it. */
const longestSearch = 60

/** The till of this lane, once its branch and the first products are here. */
export function TillPage() {
  const shop = useShop()
  const branches = useObservable(shop.branches$, noBranches)
  const branch = branches.find(({ id }) => id === shop.session.lane?.branchId) ?? null
  const { firstLoad, isWriter } = useSyncState()
  const till = useLaneTill(shop, branch, isWriter)
  const version = useObservable(shop.catalogue.version$, 0)
  const seen = useMemo(() => ({ catalogue: shop.catalogue, version }), [shop, version])
  const open = useMemo<OpenTill | null>(
    () => (till && branch ? { till, shop, branch } : null),
    [till, shop, branch],
  )
  // Drawn for the first time, the page is a long piece of work: in parts, it keeps nobody waiting.
  const isReady = useDeferredValue(open !== null && (shop.catalogue.size > 0 || !firstLoad), false)
  if (!open || !isReady) return <GettingReady />
  return (
    <TillContext value={open}>
      <RiskProvider>
        <OpenTillPage seen={seen} isWriter={isWriter} isLoading={firstLoad !== null} />
      </RiskProvider>
    </TillContext>
  )
}

function GettingReady() {
  const { t } = useWords()
  const { firstLoad, connection } = useSyncState()
  return (
    <div className="flex h-dvh flex-col">
      <TopBar />
      <Banners />
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-5 p-6">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('firstLoad.title')}</h1>
          <p className="mt-1 text-muted">
            {connection === 'offline' ? t('firstLoad.offline') : t('firstLoad.lead')}
          </p>
        </div>
        <FirstLoad progress={firstLoad ?? []} />
      </main>
    </div>
  )
}

type Sheet =
  | 'keys'
  | 'today'
  | 'quantity'
  | 'discount'
  | 'price'
  | 'saleDiscount'
  | 'customer'
  | 'park'
  | 'shift'
  | null

type PageProps = { seen: CatalogueNow; isWriter: boolean; isLoading: boolean }

/** Not drawn again where only the state of the sync has changed, as it does at each sale. */
const OpenTillPage = memo(function OpenTillPage({ seen, isWriter, isLoading }: PageProps) {
  const { t } = useWords()
  const { till, shop, branch } = useOpenTill()
  const { asking, showPeople, people } = useLanePeople()
  usePeopleState(people)
  const { cart, stage, typed, question } = useTillState()
  // Quantities on tiles and lines follow the stock.
  const stock = useObservable(shop.stock.version$, 0)
  const search = useRef<HTMLInputElement>(null)
  const [place, setPlace] = useState<Place>({ kind: 'categories' })
  const [marked, setMarked] = useState({ typed: '', index: 0 })
  const [sheet, setSheet] = useState<Sheet>(null)
  const [refund, setRefund] = useState<RefundStart | null>(null)
  const rescues = useRescues()
  const refundScans = useRef<((code: string) => void) | null>(null)
  const [shownCartId, setShownCartId] = useState<string | null>(null)

  const entry = readEntry(typed)
  const hits = useMemo(() => {
    if (entry.text === '' || entry.text.length > longestSearch) return []
    const found = seen.catalogue.search(entry.text, mostHits)
    if (found.length > 0) return found
    // Somebody types a whole barcode: what Enter would add is shown.
    const read = findCode(entry.text, seen.catalogue, branch.settings.scaleCodes)
    return read.kind === 'found' ? [read.product] : found
  }, [seen, entry.text, branch.settings.scaleCodes])
  // A mark belongs to what was typed when it was set; other words begin at the top again.
  const markedIndex = marked.typed === typed ? Math.min(marked.index, Math.max(0, hits.length - 1)) : 0
  // Paid by one key, a sale is on disk before a panel for its money could be drawn.
  const selling = stage.kind !== 'paying' && (stage.kind !== 'placing' || stage.straight)
  // A scan ends the last sale: its line comes first, and the tiles a moment later.
  const wasSold = useDeferredValue(stage.kind === 'sold')
  // On a phone, the sale's own page; the next sale begins at the products again.
  const showCart = selling && shownCartId === cart.id
  const seeCart = useCallback(() => setShownCartId(cart.id), [cart.id])
  const hideCart = useCallback(() => setShownCartId(null), [])

  useEffect(() => openSale.set(cart.lines.length > 0 || !selling), [cart.lines.length, selling])
  useEffect(() => () => openSale.set(false), [])
  useEffect(() => {
    // The catalogue comes first, over the same network and thread.
    if (isLoading) return
    const timer = setTimeout(() => void fetchParts(), 1000)
    return () => clearTimeout(timer)
  }, [isLoading])
  useEffect(() => {
    // A keyboard is at hand: letters go to the search. On glass it would only push up the soft keyboard.
    const field = search.current
    if (isWriter && selling && field !== document.activeElement && matchMedia('(pointer: fine)').matches)
      field?.focus()
  }, [isWriter, selling, stage.kind])

  const act = useCallback(
    (action: TillAction) => {
      const state = till.state()
      const line = selectedLine(state.cart)
      const inHits = state.typed !== '' && hits.length > 0
      const move = (by: number) =>
        inHits
          ? setMarked({ typed: state.typed, index: Math.min(hits.length - 1, Math.max(0, markedIndex + by)) })
          : till.moveSelection(by)
      const actions: Record<TillAction, () => void> = {
        search: () => search.current?.focus(),
        quantity: () => (line ? setSheet('quantity') : undefined),
        price: () => (line ? setSheet('price') : undefined),
        discount: () => (line ? setSheet('discount') : undefined),
        saleDiscount: () => (state.cart.lines.length > 0 ? setSheet('saleDiscount') : undefined),
        customer: () => setSheet('customer'),
        park: () => setSheet('park'),
        shift: () => setSheet('shift'),
        pay: () => till.pay(),
        exact: () => till.pay('exact'),
        more: () => till.step(1),
        fewer: () => till.step(-1),
        remove: () => (line ? till.remove(line.id) : undefined),
        up: () => move(-1),
        down: () => move(1),
        people: showPeople,
        help: () => setSheet('keys'),
        back() {
          if (till.back()) return
          if (showCart) setShownCartId(null)
          else if (place.kind === 'group') setPlace({ kind: 'category', name: place.name })
          else setPlace({ kind: 'categories' })
        },
      }
      actions[action]()
    },
    [till, hits, markedIndex, place, showCart, showPeople],
  )
  // A PIN that is being typed is no scan, and a locked till hears none.
  // A receipt among the scans is a return; while returns are open, so is everything else.
  const hearing = useMemo(
    () => ({
      ...till,
      scan(code: string) {
        if (refundScans.current) refundScans.current(code)
        else if (readReceiptText(code)) setRefund({ kind: 'code', code })
        else till.scan(code)
      },
    }),
    [till],
  )
  const opened = useRef(sheet)
  useLayoutEffect(() => {
    opened.current = sheet
  }, [sheet])
  const opens = useCallback(() => {
    if (opened.current) return '[role="dialog"]'
    return till.state().stage.kind === 'paying' ? '[data-testid="pay-panel"]' : null
  }, [till])
  // A return, the shift or somebody else at the till: the change of the last sale is nobody's business any more.
  const sellerId = people.seller().id
  const isOtherWork = refund !== null || sheet === 'shift'
  useEffect(() => till.forgetLast(), [till, sellerId, isOtherWork])
  useTillKeys(isWriter && !asking ? hearing : null, search, act, opens)

  const line = selectedLine(cart)
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TillBar isWriter={isWriter} onOpen={setSheet} onRefund={setRefund} />
      <Banners />
      {isWriter ? <ParkedNews /> : null}
      <main className="grid min-h-0 flex-1 md:grid-cols-[minmax(0,1fr)_minmax(21rem,38%)] xl:grid-cols-[minmax(0,1fr)_27rem]">
        <h1 className="sr-only">{t('app.till')}</h1>
        <div
          inert={!isWriter}
          className={classNames(
            'min-h-0 flex-col overflow-hidden inert:opacity-60',
            showCart ? 'hidden md:flex' : 'flex',
          )}
        >
          {selling ? (
            <div className="px-3 pt-3 pb-2 sm:px-4 sm:pt-4">
              <SearchBar
                field={search}
                marked={markedIndex}
                hits={hits.length}
                onScan={hearing.scan}
                onEnter={() => {
                  if (readReceiptText(typed)) {
                    setRefund({ kind: 'code', code: typed })
                    till.type('')
                  } else till.enter(hits[markedIndex])
                }}
              />
            </div>
          ) : null}
          <div className="min-h-0 flex-1 overflow-y-auto px-3 pt-1 pb-4 sm:px-4">
            <Suspense>
              {!selling ? (
                <PayPanel />
              ) : entry.text !== '' ? (
                <SearchResults
                  text={entry.text}
                  quantity={entry.quantity ?? 1}
                  hits={hits}
                  marked={markedIndex}
                  onAdd={(product) => till.add(product, entry.quantity)}
                />
              ) : stage.kind === 'sold' || wasSold ? (
                <SoldPanel onVoid={(order) => setRefund({ kind: 'done', order })} />
              ) : (
                <ProductTiles place={place} onPlace={setPlace} seen={seen} stock={stock} />
              )}
            </Suspense>
          </div>
        </div>
        <div
          inert={!isWriter}
          className={classNames(
            'min-h-0 border-l border-line inert:opacity-60',
            showCart ? 'block' : 'hidden md:block',
          )}
        >
          <CartPanel isAlone={showCart} stock={stock} onOpen={setSheet} onClose={hideCart} />
        </div>
      </main>
      {showCart || !selling || !isWriter ? null : <PhoneBar onShow={seeCart} />}
      <Suspense>
        {question ? <QuestionDialog question={question} /> : null}
        {sheet === 'today' ? (
          <TodaySheet
            open
            onClose={() => setSheet(null)}
            onReturn={(start) => {
              setSheet(null)
              setRefund(start)
            }}
          />
        ) : null}
        {refund ? (
          <RefundSheet
            start={refund}
            onClose={() => setRefund(null)}
            scansRef={refundScans}
            rescues={rescues}
          />
        ) : null}
        {sheet === 'park' ? <ParkSheet onClose={() => setSheet(null)} /> : null}
        {sheet === 'shift' ? <ShiftSheet onClose={() => setSheet(null)} /> : null}
        {sheet === 'keys' ? <KeysDialog open onClose={() => setSheet(null)} /> : null}
        {sheet === 'quantity' && line ? <QuantityDialog line={line} onClose={() => setSheet(null)} /> : null}
        {(sheet === 'discount' || sheet === 'price') && line ? (
          <DiscountDialog line={line} start={sheet} onClose={() => setSheet(null)} />
        ) : null}
        {sheet === 'saleDiscount' ? <SaleDiscountDialog onClose={() => setSheet(null)} /> : null}
        {sheet === 'customer' ? (
          <CustomerSheet
            customerId={cart.customerId}
            onChoose={till.setCustomer}
            onClose={() => setSheet(null)}
          />
        ) : null}
      </Suspense>
    </div>
  )
})
