import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Known, LedgerEntry } from '../../../shared/inventory/ledger.ts'
import { Ledger } from '../../../shared/inventory/ledger.ts'
import { account } from '../../app/app-parts.ts'
import { Banners } from '../../app/banners.tsx'
import { later } from '../../app/later.tsx'
import { useShop } from '../../app/shop-context.ts'
import { TopBar } from '../../app/top-bar.tsx'
import { useAnswer } from '../../app/use-answer.ts'
import { useObservable } from '../../app/use-observable.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { DeskLinks } from '../../orders/desk-links.tsx'
import { DemandPanel } from '../../reorder/demand-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { KnewPanel } from './knew-panel.tsx'
import { LedgerTable } from './ledger-table.tsx'

const ShelfChart = later(() => import('./shelf-chart.tsx').then((module) => ({ default: module.ShelfChart })))
const noBranches: readonly Branch[] = []

/** The story of one product's shelf at one branch, and what a lane knew of it at a moment. */
export function LedgerPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/products/$id/history' })
  const search = useSearch({ from: '/products/$id/history' })
  const navigate = useNavigate()
  const branches = useObservable(useShop().branches$, noBranches)
  const branchId = search.branchId ?? branches[0]?.id ?? null
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-center gap-3">
          <p className="mr-auto font-medium text-muted">{t('ledger.title')}</p>
          <Select
            label={t('ledger.branch')}
            value={branchId ?? ''}
            options={branches.map((branch) => ({ value: branch.id, label: branch.name }))}
            onChange={(next) =>
              void navigate({ to: '/products/$id/history', params: { id }, search: { branchId: next } })
            }
          />
        </div>
        {branchId ? (
          <Story key={`${id} ${branchId}`} productId={id} branchId={branchId} branches={branches} />
        ) : null}
      </main>
    </div>
  )
}

type StoryProps = { productId: string; branchId: string; branches: readonly Branch[] }

function Story({ productId, branchId, branches }: StoryProps) {
  const { t } = useWords()
  const path = `/products/${productId}/ledger?branchId=${branchId}&limit=200`
  const { value: ledger, error } = useAnswer(path, (it) => Ledger.parse(it))
  const [older, setOlder] = useState<{ entries: LedgerEntry[]; next: number | null } | null>(null)
  const [known, setKnown] = useState<Known | null>(null)
  if (ledger === null) {
    return (
      <p role={error ? 'alert' : 'status'} className="text-muted">
        {error ? wordsFor(error, t) : t('ledger.loading')}
      </p>
    )
  }
  const entries = [...ledger.entries, ...(older?.entries ?? [])]
  const next = older ? older.next : ledger.next

  async function more() {
    const page = Ledger.parse(await account.callAs(`${path}&before=${next ?? 1}`))
    setOlder({ entries: [...(older?.entries ?? []), ...page.entries], next: page.next })
  }

  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{ledger.product.title}</h1>
        <p className="figures text-muted">
          {ledger.product.sku} · {ledger.branch.name} · {t('ledger.now', { count: ledger.onHand })}
        </p>
      </div>
      {entries.length === 0 ? (
        <p role="status" className="py-10 text-center text-muted">
          {t('ledger.none')}
        </p>
      ) : (
        <>
          <DemandPanel productId={productId} branchId={branchId} branches={branches} />
          <Suspense>
            <ShelfChart entries={entries} onHand={ledger.onHand} />
          </Suspense>
          <KnewPanel productId={productId} branchId={branchId} known={known} onKnown={setKnown} />
          <LedgerTable entries={entries} reached={known?.told?.reached ?? null} />
          {next ? (
            <Button className="self-center" onClick={() => void more().catch(() => {})}>
              {t('ledger.older')}
            </Button>
          ) : null}
        </>
      )}
    </>
  )
}
