import { useState } from 'react'
import type { CasePeople, DeskCase, TrailEntry } from '../../shared/conflicts/desk-case.ts'
import { account, device } from '../app/app-parts.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Words } from '../i18n/use-words.ts'
import { sellerName } from '../orders/seller-name.ts'
import { usePersonHere } from '../people/use-person-here.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { wordsOfAction } from './action-words.ts'
import type { DeskAction } from './case-facts.ts'
import { useStory } from './use-cases.ts'

/** How a case came about: the lane's silence, who had the stock, and what was done about it so far. */
export function CaseHistory({
  one,
  people,
  onChanged,
}: {
  one: DeskCase
  /** Who may have cases. */
  people: CasePeople['people']
  onChanged(): void
}) {
  const said = useWords()
  const { t, moment, number, lasted } = said
  const { story, again } = useStory(one.id)
  // A refund brings pieces: nobody has taken them.
  const isRefund = one.kind === 'order' && one.document.kind === 'refund'
  const { from, until } = one.silence
  const silent = from && until ? Date.parse(until) - Date.parse(from) : 0
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-4 text-[15px]">
      <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{t('cases.soldAt')}</dt>
        <dd>{moment(one.document.createdAt)}</dd>
        <dt className="text-muted">{t('cases.foundAt')}</dt>
        <dd>{moment(one.detectedAt)}</dd>
        {from && until && silent > 60_000 ? (
          <>
            <dt className="text-muted">{t('cases.silent')}</dt>
            <dd>
              {t('cases.silentFor', { from: moment(from), until: moment(until), lasted: lasted(silent) })}
            </dd>
          </>
        ) : null}
      </dl>
      {isRefund ? null : (
        <section>
          <h3 className="mb-1 font-semibold">{t('cases.takers')}</h3>
          {story?.takers.length === 0 ? <p className="text-muted">{t('cases.takersNone')}</p> : null}
          <ul className="figures flex flex-col gap-1">
            {story?.takers.map((taker) => (
              <li key={taker.movementId} className="flex flex-wrap gap-x-3">
                <span className="w-10 text-right font-medium">
                  {number(taker.delta, { signDisplay: 'exceptZero' })}
                </span>
                <span>{taker.number ?? t('cases.movement')}</span>
                <span className="text-muted">
                  {[moment(taker.at), taker.lane, sellerName(taker.source, taker.by, t)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className="mb-1 font-semibold">{t('cases.trail')}</h3>
        {story?.trail.length === 0 ? <p className="text-muted">{t('cases.trailNone')}</p> : null}
        <ol className="flex flex-col gap-1">
          {story?.trail.map((entry) => (
            <li key={entry.id}>
              <span className="font-medium">{stepWords(entry, one, people, said)}</span>{' '}
              <span className="figures text-sm text-muted">
                {entry.by?.name ?? t('cases.step_by_itself')} · {moment(entry.at)}
              </span>
              {wordsOf(entry) ? <p className="break-words whitespace-pre-line">{wordsOf(entry)}</p> : null}
            </li>
          ))}
        </ol>
      </section>
      <Said
        one={one}
        people={people}
        onSaid={() => {
          again()
          onChanged()
        }}
      />
    </div>
  )
}

function stepWords(
  { action, details, by }: TrailEntry,
  one: DeskCase,
  people: CasePeople['people'],
  { t }: Words,
): string {
  switch (action) {
    case 'case.note':
      return t('cases.step_note')
    case 'case.sale-accepted':
      return t('cases.step_sale_accepted')
    case 'case.assigned': {
      const { userId } = details
      const name = people.find(({ id }) => id === userId)?.name
      if (userId === null) return t('cases.step_released')
      return name === undefined || userId === by?.id
        ? t('cases.step_assigned')
        : t('cases.assigned', { name })
    }
    case 'case.stock-arrived':
      return t('cases.step_stock_arrived')
    case 'case.recount':
    case 'case.transfer':
    case 'case.substitute':
    case 'case.partial':
    case 'case.backorder':
    case 'case.cancel':
    case 'case.drop':
      return t(wordsOfAction(one, 'do', action.slice(5) as DeskAction))
    default:
      return action
  }
}

/** What somebody wrote: a note, or the reason of a decision. */
function wordsOf({ details }: TrailEntry): string | null {
  const said = details['text'] ?? details['reason']
  return typeof said === 'string' ? said : null
}

/** Notes and assignment: said at once, since neither changes what the books say. */
function Said({ one, people, onSaid }: { one: DeskCase; people: CasePeople['people']; onSaid(): void }) {
  const { t } = useWords()
  const me = usePersonHere().id
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const isMine = one.assignedTo?.id === me
  // Who has it may have left since.
  const { assignedTo } = one
  const known =
    people.some(({ id }) => id === assignedTo?.id) || !assignedTo ? people : [assignedTo, ...people]

  async function say(what: 'notes' | 'assign', body: object) {
    try {
      await account.callAs(`/conflicts/${one.id}/${what}`, {
        method: 'POST',
        body,
        idempotencyKey: device.newId(),
      })
      setFault(null)
      if (what === 'notes') setText('')
      onSaid()
    } catch (error) {
      setFault(wordsFor(error, t))
    }
  }

  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') void say('notes', { text: text.trim() })
      }}
    >
      <div className="min-w-56 flex-1">
        <TextField
          label={t('cases.note')}
          maxLength={2000}
          value={text}
          fault={fault}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" disabled={text.trim() === ''}>
        {t('cases.noteAdd')}
      </Button>
      {people.length > 1 ? (
        <Select
          label={t('cases.assignTo')}
          isShown
          value={assignedTo?.id ?? ''}
          options={[
            { value: '', label: t('cases.assignedNobody') },
            ...known.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => void say('assign', { userId: id === '' ? null : id })}
        />
      ) : null}
      <Button onClick={() => void say('assign', { userId: isMine ? null : me })}>
        {isMine ? t('cases.assignNobody') : t('cases.assignMe')}
      </Button>
    </form>
  )
}
