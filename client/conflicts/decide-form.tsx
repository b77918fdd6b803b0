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
import { actionsFor, letters } from './case-facts.ts'
import type { DeskAction } from './case-facts.ts'
import { Pick } from './pick.tsx'

type Props = {
  one: DeskCase
  left: boolean
  branches: readonly Branch[]
  onDecide(path: string, body: object, words: string): void
}

/** The keys of the words for each reason to suggest something. */
const words = {
  'beyond-sale': 'because_beyond_sale',
  'there-by-now': 'because_there_by_now',
  'goods-left': 'because_goods_left',
  'other-branch-has': 'because_other_branch_has',
  'sibling-has': 'because_sibling_has',
  'some-there': 'because_some_there',
  'none-anywhere': 'because_none_anywhere',
  'counted-since': 'because_counted_since',
  'goods-gone': 'because_goods_gone',
} as const satisfies Record<Because, string>

/** What to do about a case: the suggestion is chosen already, so that Enter does it. */
export function DecideForm({ one, left, branches, onDecide }: Props) {
  const { t } = useWords()
  const suggestion = suggest(suggestFactsOf(one, left))
  const actions = actionsFor(one, left)
  const first = actions.includes(suggestion.action) ? suggestion.action : (actions[0] ?? 'cancel')
  const [action, setAction] = useState<DeskAction>(first)
  const [said, setSaid] = useState<string | null>(null)
  const reason = said ?? t(`cases.reason_${action}`)
  const short = one.lines.filter(({ requested, now }) => requested > now)
  const from = branchesWith(one, branches)
  const [fromId, setFromId] = useState(suggestion.branchId ?? from[0]?.value ?? '')
  const [insteadOf, setInsteadOf] = useState<Readonly<Record<string, string>>>({})
  const instead = short.map((line) => ({
    line,
    productId: insteadOf[line.lineId ?? ''] ?? line.siblings[0]?.productId ?? '',
  }))
  const lacks =
    reason.trim() === '' ||
    (action === 'transfer' && fromId === '') ||
    (action === 'substitute' && (short.length === 0 || instead.some(({ productId }) => productId === '')))

  function submit() {
    if (lacks) return
    const common = { action, reason: reason.trim() }
    if (one.kind === 'movement') {
      onDecide(`/movements/${one.id}/settle`, common, t(`cases.do_${action}`))
      return
    }
    const substitutes = instead.map(({ line, productId }) => ({
      lineId: line.lineId,
      productId,
      quantity: line.requested - line.now,
    }))
    onDecide(
      `/orders/${one.id}/settle`,
      {
        ...common,
        version: one.document.seq,
        ...(action === 'transfer' ? { fromBranchId: fromId } : {}),
        ...(action === 'substitute' ? { substitutes } : {}),
      },
      t(`cases.do_${action}`),
    )
  }

  useActions([
    ...actions.map((each): Action => ({
      id: `case ${each}`,
      says: `cases.do_${each}`,
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
            {t('cases.suggestion')}: {t(`cases.do_${suggestion.action}`)}.
          </span>{' '}
          {t(`cases.${words[suggestion.because]}`, {
            branch: branches.find(({ id }) => id === suggestion.branchId)?.name ?? '',
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
              <span className="block font-medium">{t(`cases.do_${each}`)}</span>
              <span className="block text-sm text-muted">{t(`cases.hint_${each}`)}</span>
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
            <Pick
              key={line.lineId}
              label={`${t('cases.instead')}: ${line.title}`}
              value={productId}
              options={line.siblings.map((it) => ({
                value: it.productId,
                label: t('cases.has', { name: it.title, count: it.onHand }),
              }))}
              none={t('cases.noSibling')}
              onPick={(next) => setInsteadOf({ ...insteadOf, [line.lineId ?? '']: next })}
            />
          ))
        : null}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <TextField
            label={t('conflict.reason')}
            maxLength={500}
            value={reason}
            fault={reason.trim() === '' ? t('conflict.reasonFault') : null}
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

/** Branches that have all that is missing now. */
function branchesWith(one: DeskCase, branches: readonly Branch[]) {
  const short = one.lines.filter(({ requested, now }) => requested > now)
  return branches
    .filter(({ id }) => id !== one.branchId)
    .filter(({ id }) =>
      short.every(({ elsewhere, requested, now }) =>
        elsewhere.some((level) => level.branchId === id && level.onHand >= requested - now),
      ),
    )
    .map(({ id, name }) => ({ value: id, label: name }))
}
