import { PackageCheck, Search } from 'lucide-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { CasePeople } from '../../shared/conflicts/desk-case.ts'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import { Banners } from '../app/banners.tsx'
import { useShop } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { useObservable } from '../app/use-observable.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { classNames } from '../ui/class-names.ts'
import { note } from '../ui/note.ts'
import { byShelf, countCloses, nameOfCase, shelfOf } from './case-facts.ts'
import { CaseList } from './case-list.tsx'
import { CasePanel } from './case-panel.tsx'
import { HeldBar } from './held-bar.tsx'
import { useCases } from './use-cases.ts'
import type { CaseState } from './use-cases.ts'
import { useDecisions } from './use-decisions.ts'

const noBranches: readonly Branch[] = []
const nobody: CasePeople['people'] = []
const states = ['open', 'waiting'] as const

/** The conflict desk: cases by shelf on the left, the chosen one with its decision on the right. */
export function ConflictsPage() {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const { case: chosenId = null, state = 'open' } = useSearch({ from: '/conflicts' })
  const navigate = useNavigate({ from: '/conflicts' })
  const show = useCallback(
    (next: { state: CaseState; caseId: string | null }) =>
      void navigate({
        replace: true,
        search: {
          ...(next.state === 'waiting' ? { state: 'waiting' } : {}),
          ...(next.caseId === null ? {} : { case: next.caseId }),
        },
      }),
    [navigate],
  )
  const setChosenId = (caseId: string | null) => show({ state, caseId })
  const [text, setText] = useState('')
  const [branchId, setBranchId] = useState<string | null>(null)
  const { cases, fault, again } = useCases(state)
  const { value: known } = useAnswer('/conflicts/people', (it) => CasePeople.parse(it))
  const { held, sending, decide, undo } = useDecisions({
    onSent: again,
    onRefused: (decision, error) => {
      note(t('cases.refused', { name: decision.name }), wordsFor(error, t))
      return again()
    },
  })
  const gone = useMemo(() => new Set([...held, ...sending].map(({ caseId }) => caseId)), [held, sending])
  const shown = useMemo(
    () => byShelf((cases ?? []).filter((one) => !gone.has(one.id) && fits(one, text, branchId))),
    [cases, gone, text, branchId],
  )
  const chosen = shown.find(({ id }) => id === chosenId) ?? null
  const ofShelf = chosen ? shown.filter((one) => shelfOf(one) === shelfOf(chosen) && countCloses(one)) : []

  /** The eye goes on where it was: to the case behind the one that is decided. */
  function next(from: DeskCase) {
    const at = shown.indexOf(from)
    setChosenId((shown[at + 1] ?? shown[at - 1])?.id ?? null)
  }

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col gap-3 p-3 sm:p-5">
        <div className={classNames('flex-wrap items-center gap-3', chosen ? 'hidden lg:flex' : 'flex')}>
          <h1 className="mr-auto text-2xl font-semibold tracking-tight">
            {t('cases.title')}
            {cases ? (
              <span className="figures ml-3 text-base font-normal tracking-normal text-muted" role="status">
                {t('cases.lead', { count: shown.length })}
              </span>
            ) : null}
          </h1>
          <label className="relative w-full sm:w-64">
            <span className="sr-only">{t('cases.search')}</span>
            <Search aria-hidden className="absolute top-1/2 left-3.5 size-4.5 -translate-y-1/2 text-muted" />
            <input
              type="search"
              value={text}
              placeholder={t('cases.search')}
              onChange={(event) => setText(event.currentTarget.value)}
              className="h-12 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-10"
            />
          </label>
          <div className="flex max-w-full flex-wrap gap-2 overflow-x-auto">
            <Choice
              label={t('cases.list')}
              value={state}
              options={states.map((value) => ({ value, label: t(`cases.${value}`) }))}
              onChange={(value: CaseState) => show({ state: value, caseId: null })}
            />
            {branches.length > 1 ? (
              <Choice
                label={t('desk.branch')}
                value={branchId ?? 'all'}
                options={[
                  { value: 'all', label: t('desk.allBranches') },
                  ...branches.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onChange={(id) => setBranchId(id === 'all' ? null : id)}
              />
            ) : null}
          </div>
        </div>
        {fault ? (
          <div
            role="alert"
            className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-soft px-4 py-2 text-bad"
          >
            <p className="flex-1">{wordsFor(fault, t)}</p>
            <Button onClick={() => void again()}>{t('common.tryAgain')}</Button>
          </div>
        ) : null}
        <div className="flex min-h-0 flex-1 gap-4">
          <div
            className={classNames('min-h-0 min-w-0 flex-1 lg:flex lg:max-w-112', chosen ? 'hidden' : 'flex')}
          >
            {shown.length > 0 ? (
              <CaseList cases={shown} branches={branches} chosenId={chosenId} onChoose={setChosenId} />
            ) : (
              <NoCases loading={cases === null && !fault} some={(cases?.length ?? 0) > 0} state={state} />
            )}
          </div>
          {chosen ? (
            <CasePanel
              key={chosen.id}
              one={chosen}
              ofShelf={ofShelf}
              all={cases ?? []}
              branches={branches}
              people={known?.people ?? nobody}
              onBack={() => setChosenId(null)}
              onChanged={() => void again()}
              onDecide={(path, body, words) => {
                next(chosen)
                decide({
                  caseId: chosen.id,
                  path,
                  body,
                  name: t('cases.held', { action: words, name: nameOfCase(chosen) }),
                })
              }}
            />
          ) : (
            <p className="hidden flex-1 flex-col items-center justify-center text-muted lg:flex">
              <span className="text-lg font-medium text-ink">{t('cases.choose')}</span>
              {t('cases.chooseHint')}
            </p>
          )}
        </div>
      </main>
      <HeldBar held={held} sending={sending.length} onUndo={undo} />
    </div>
  )
}

function fits(one: DeskCase, text: string, branchId: string | null): boolean {
  if (branchId !== null && one.branchId !== branchId) return false
  const wanted = text.trim().toLocaleLowerCase()
  const all = [nameOfCase(one), ...one.lines.flatMap(({ sku, title }) => [sku, title])]
  return wanted === '' || all.some((said) => said.toLocaleLowerCase().includes(wanted))
}

function NoCases({ loading, some, state }: { loading: boolean; some: boolean; state: CaseState }) {
  const { t } = useWords()
  if (loading) {
    return (
      <div role="status" aria-label={t('cases.loading')} className="flex w-full flex-col gap-3">
        {[1, 2, 3, 4].map((row) => (
          <div key={row} className="h-16 animate-pulse rounded-xl bg-sunken" />
        ))}
      </div>
    )
  }
  const isWaiting = state === 'waiting'
  return (
    <div role="status" className="flex w-full flex-col items-center gap-2 px-6 py-20 text-center">
      <PackageCheck aria-hidden className="size-8 text-muted" />
      <p className="text-lg font-medium">
        {some ? t('cases.noneFound') : isWaiting ? t('cases.noneWaiting') : t('cases.none')}
      </p>
      {some ? null : (
        <p className="text-muted">{isWaiting ? t('cases.noneWaitingHint') : t('cases.noneHint')}</p>
      )}
    </div>
  )
}
