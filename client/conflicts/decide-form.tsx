import { Lightbulb } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { suggestFactsOf } from '../../shared/conflicts/desk-case.ts'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import { suggest } from '../../shared/conflicts/suggest.ts'
import type { Because } from '../../shared/conflicts/suggest.ts'
import type { Action } from '../command-palette/action.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { TextField } from '../ui/text-field.tsx'
import { movementNoun, wordsOfAction } from './action-words.ts'
import { actionsFor, lackingLines, letters, withSuggested } from './case-facts.ts'
import type { DeskAction, LackingLine } from './case-facts.ts'
import { insteadOf } from './instead-of.ts'
import { InsteadPick } from './instead-pick.tsx'
import { Pick } from './pick.tsx'

type Props = {
  one: DeskCase
  left: boolean
  branches: readonly Branch[]
  onDecide(path: string, body: object, words: string): void
}

/** The keys of the words for each reason to suggest something. */
const words = {
  'refund-fits': 'because_refund_fits',
  'beyond-sale': 'because_beyond_sale',
  'sale-open': 'because_sale_open',
  'sale-unknown': 'because_sale_unknown',
  'sale-cancelled': 'because_sale_cancelled',
  'there-by-now': 'because_there_by_now',
  'goods-left': 'because_goods_left',
  'other-branch-has': 'because_other_branch_has',
  'online-took': 'because_online_took',
  'online-took-other-has': 'because_online_took_other_has',
  'sibling-has': 'because_sibling_has',
  'some-there': 'because_some_there',
  'none-anywhere': 'because_none_anywhere',
  'counted-since': 'because_counted_since',
  'counted-after': 'because_counted_after',
  'here-by-now': 'because_here_by_now',
  'goods-gone': 'because_goods_gone',
} as const satisfies Record<Because, string>

/** What to do about a case: the suggestion is chosen already, so that Enter does it. */
export function DecideForm({ one, left, branches, onDecide }: Props) {
  const { t, money } = useWords()
  const amount = one.kind === 'order' ? money(one.document.total, one.document.currency) : ''
  const movement = one.kind === 'movement' ? t(movementNoun(one.document.reason)) : ''
  const suggestion = suggest(suggestFactsOf(one, left))
  const actions = withSuggested(actionsFor(one, left), suggestion.action)
  // Where something else comes first nothing is chosen, so that Enter does nothing.
  const first = actions.find((each) => each === suggestion.action) ?? actions[0] ?? 'cancel'
  const [chosen, setAction] = useState<DeskAction | null>(suggestion.action === 'wait' ? null : first)
  // Cases are read again each minute: what was chosen may no longer fit.
  const action = chosen !== null && actions.includes(chosen) ? chosen : null
  const [said, setSaid] = useState<string | null>(null)
  const reason = said ?? (action === null ? '' : t(wordsOfAction(one, 'reason', action)))
  const short = lackingLines(one, left)
  const from = branchesWith(one.branchId, short, branches)
  const [fromId, setFromId] = useState(suggestion.branchId ?? from[0]?.value ?? '')
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const instead = short.map((line) => ({
    line,
    productId: given[line.lineId ?? ''] ?? insteadOf(line, suggestion.productId) ?? '',
  }))
  const lacks =
    action === null ||
    reason.trim() === '' ||
    (action === 'transfer' && fromId === '') ||
    (action === 'substitute' && (short.length === 0 || instead.some(({ productId }) => productId === '')))

  function submit() {
    if (lacks || action === null) return
    const common = { action, reason: reason.trim() }
    if (one.kind === 'movement') {
      onDecide(`/movements/${one.id}/settle`, common, t(wordsOfAction(one, 'do', action)))
      return
    }
    const substitutes = instead.map(({ line, productId }) => ({
      lineId: line.lineId,
      productId,
      quantity: line.missing,
    }))
    onDecide(
      `/orders/${one.id}/settle`,
      {
        ...common,
        version: one.document.seq,
        ...(action === 'transfer' ? { fromBranchId: fromId } : {}),
        ...(action === 'substitute' ? { substitutes } : {}),
        ...(action === 'transfer' || action === 'substitute' || action === 'partial'
          ? { goodsLeft: left }
          : {}),
      },
      t(wordsOfAction(one, 'do', action)),
    )
  }

  useActions([
    ...actions.map((each): Action => ({
      id: `case ${each}`,
      says: wordsOfAction(one, 'do', each),
      keys: letters[each],
      for: 'desk',
      run: () => setAction(each),
    })),
    { id: 'case settle', says: 'cases.settle', keys: 'Enter', for: 'desk', off: lacks, run: submit },
  ])

  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit()
      }}
      className="flex flex-col gap-3"
      data-testid="decide"
    >
      <p className="flex items-start gap-2.5 rounded-xl bg-accent-soft px-4 py-3">
        <Lightbulb aria-hidden className="mt-0.5 size-5 shrink-0 text-accent-text" />
        <span>
          <span className="font-medium text-accent-text">
            {t('cases.suggestion')}:{' '}
            {t(suggestion.action === 'wait' ? 'cases.do_wait' : wordsOfAction(one, 'do', suggestion.action))}.
          </span>{' '}
          {t(`cases.${words[suggestion.because]}`, {
            branch: branches.find(({ id }) => id === suggestion.branchId)?.name ?? '',
            sale: one.sale?.number ?? '',
            product:
              one.lines
                .flatMap(({ siblings }) => siblings)
                .find(({ productId }) => productId === suggestion.productId)?.title ?? '',
          })}
        </span>
      </p>
      <fieldset className="grid gap-2 xl:grid-cols-2">
        <legend className="sr-only">{t('conflict.decide')}</legend>
        {actions.map((each) => (
          <label
            key={each}
            className={classNames(
              'flex cursor-pointer gap-3 rounded-xl border px-4 py-2.5',
              'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-text',
              action === each ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name="action"
              checked={action === each}
              onChange={() => setAction(each)}
              className="sr-only"
            />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(wordsOfAction(one, 'do', each))}</span>
              <span className="block text-sm text-muted">
                {t(wordsOfAction(one, 'hint', each), { amount, movement })}
              </span>
            </span>
            <span className="pt-0.5">
              <KeyHint>{letters[each]}</KeyHint>
            </span>
          </label>
        ))}
      </fieldset>
      {action === 'transfer' ? (
        <Pick
          label={t('cases.from')}
          value={fromId}
          options={from}
          none={t('cases.noOther')}
          onPick={setFromId}
        />
      ) : null}
      {action === 'substitute'
        ? instead.map(({ line, productId }) => (
            <InsteadPick
              key={line.lineId}
              line={line}
              branchId={one.branchId}
              productId={productId}
              onPick={(next) => setGiven({ ...given, [line.lineId ?? '']: next })}
            />
          ))
        : null}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <TextField
            label={t('conflict.reason')}
            maxLength={500}
            value={reason}
            fault={action !== null && reason.trim() === '' ? t('conflict.reasonFault') : null}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
        </div>
        <Button type="submit" look={action === 'cancel' ? 'danger' : 'primary'} disabled={lacks}>
          {t('cases.settle')}
          <KeyHint>Enter</KeyHint>
        </Button>
      </div>
    </form>
  )
}

/** Other branches that have all that is missing. */
function branchesWith(branchId: string, short: readonly LackingLine[], branches: readonly Branch[]) {
  return branches
    .filter(({ id }) => id !== branchId)
    .filter(({ id }) =>
      short.every(({ elsewhere, missing }) =>
        elsewhere.some((level) => level.branchId === id && level.onHand >= missing),
      ),
    )
    .map(({ id, name }) => ({ value: id, label: name }))
}
