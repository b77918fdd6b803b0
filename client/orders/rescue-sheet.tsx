import type { FormEvent } from 'react'
import { useState } from 'react'
import { readPart } from '../../shared/orders/receipt-parts.ts'
import type { Order } from '../../shared/orders/order.ts'
import { account } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { wordsForRejection } from '../app/words-for-rejection.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { StatusPill } from './status-pill.tsx'

type State =
  | { kind: 'idle' | 'working' }
  | { kind: 'failed'; why: string }
  | { kind: 'done'; order: Order; known: boolean }

/** A sale whose lane is lost, back from its receipt: the codes are scanned or pasted, the server does the rest. */
export function RescueSheet({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const shop = useShop()
  const [text, setText] = useState('')
  const [state, setState] = useState<State>({ kind: 'idle' })
  const codes = [
    ...new Set(
      text
        .split(/\s+/)
        .map((one) => one.toUpperCase())
        .filter((one) => readPart(one) !== null),
    ),
  ]

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (state.kind === 'working' || text.trim() === '') return
    setState({ kind: 'working' })
    try {
      const answer = await account.callAs('/orders/rescue', {
        method: 'POST',
        body: { codes: codes.length > 0 ? codes.slice(0, 4) : [text.trim().slice(0, 3000).padEnd(10)] },
      })
      const { order, known } = answer as { order: Order; known: boolean }
      setText('')
      setState({ kind: 'done', order, known })
      void shop.sync.syncNow().catch(() => null)
    } catch (error) {
      setState({ kind: 'failed', why: wordsFor(error, t) })
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('refund.rescueTitle')}
      description={t('refund.rescueLead')}
      closeLabel={t('common.close')}
    >
      <form
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-4 pt-2"
        data-testid="rescue-sheet"
      >
        <label className="flex flex-col gap-1.5">
          <span className="text-sm font-medium text-muted">{t('refund.codes')}</span>
          <textarea
            data-first
            rows={7}
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setState({ kind: 'idle' })
            }}
            className="figures w-full rounded-xl border border-line-strong bg-surface px-4 py-3 text-sm break-all"
          />
        </label>
        {state.kind === 'failed' ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 font-medium text-bad">
            {state.why}
          </p>
        ) : null}
        {state.kind === 'done' ? <Outcome {...state} /> : null}
        <Button type="submit" look="primary" disabled={state.kind === 'working' || text.trim() === ''}>
          {state.kind === 'working' ? t('conflict.working') : t('refund.rescueSend')}
        </Button>
      </form>
    </Dialog>
  )
}

function Outcome({ order, known }: { order: Order; known: boolean }) {
  const { t } = useWords()
  const said = { number: order.number, state: t(`orders.${order.status}`) }
  return (
    <div role="status" className="flex flex-col gap-2 rounded-xl bg-sunken px-4 py-3" data-testid="rescued">
      <p className="font-medium">{known ? t('refund.wasKnown', said) : t('refund.rescued', said)}</p>
      <p>
        <StatusPill status={order.status} />
      </p>
      {order.rejection ? <p className="text-bad">{wordsForRejection(order.rejection, t)}</p> : null}
    </div>
  )
}
