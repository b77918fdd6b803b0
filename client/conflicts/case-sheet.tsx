import type { FormEvent } from 'react'
import { useRef, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import { account, device } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { OrderLines } from '../orders/order-lines.tsx'
import { OrderStory } from '../orders/order-story.tsx'
import { StatusPill } from '../orders/status-pill.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { note } from '../ui/note.ts'
import { TextField } from '../ui/text-field.tsx'

/** One order as support sees it; where it is an open conflict, with the decision to be made. */
export function CaseSheet({
  order,
  branches,
  onClose,
}: {
  order: Order
  branches: readonly Branch[]
  onClose(): void
}) {
  const { t, moment } = useWords()
  const { user } = useShop().session
  const branch = branches.find(({ id }) => id === order.branchId)
  const open = order.status === 'conflict'
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={open ? t('conflict.title', { number: order.number }) : order.number}
      description={`${branch?.name ?? ''} · ${moment(order.createdAt)}`}
      closeLabel={t('common.close')}
    >
      <div className="flex flex-col gap-5 pt-1">
        <div>
          <StatusPill status={order.status} />
        </div>
        <OrderStory order={order} />
        <OrderLines order={order} />
        {open && user.role !== 'STAFF' ? <Decide order={order} onDone={onClose} /> : null}
      </div>
    </Dialog>
  )
}

const actions = ['recount', 'cancel'] as const

function Decide({ order, onDone }: { order: Order; onDone(): void }) {
  const { t } = useWords()
  const shop = useShop()
  // Nothing can be found again that was never sold.
  const isRefund = order.kind === 'refund'
  const fitting = isRefund ? (['cancel'] as const) : actions
  const [action, setAction] = useState<(typeof actions)[number] | null>(null)
  const [reason, setReason] = useState('')
  const [state, setState] = useState<{ kind: 'idle' | 'working' } | { kind: 'failed'; why: string }>({
    kind: 'idle',
  })
  // One key for one decision: where the answer was lost, the same words again are the same command.
  const sent = useRef({ words: '', key: '' })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!action || state.kind === 'working') return
    if (reason.trim() === '') {
      setState({ kind: 'failed', why: t('conflict.reasonFault') })
      return
    }
    setState({ kind: 'working' })
    const words = `${action} ${reason.trim()}`
    if (sent.current.words !== words) sent.current = { words, key: device.newId() }
    try {
      await account.callAs(`/orders/${order.id}/settle`, {
        method: 'POST',
        body: { action, reason: reason.trim() },
        idempotencyKey: sent.current.key,
      })
      note(t('conflict.done', { number: order.number }))
      // The decision comes back as a change of the order; asked for at once, it is here before the eye is.
      void shop.sync.syncNow().catch(() => null)
      onDone()
    } catch (error) {
      setState({ kind: 'failed', why: wordsFor(error, t) })
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="text-lg font-semibold">{t('conflict.decide')}</h3>
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t('conflict.decide')}</legend>
        {fitting.map((one) => (
          <label
            key={one}
            className={classNames(
              'flex cursor-pointer flex-col rounded-xl border px-4 py-3',
              'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-text',
              action === one ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name="action"
              checked={action === one}
              onChange={() => setAction(one)}
              className="sr-only"
            />
            <span className="font-medium">
              {one === 'recount'
                ? t('conflict.recount')
                : isRefund
                  ? t('conflict.cancelRefund')
                  : t('conflict.cancelSale')}
            </span>
            <span className="text-sm text-muted">
              {one === 'recount'
                ? t('conflict.recountHint')
                : isRefund
                  ? t('conflict.cancelRefundHint')
                  : t('conflict.cancelHint')}
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={t('conflict.reason')}
        hint={t('conflict.reasonHint')}
        maxLength={500}
        value={reason}
        fault={state.kind === 'failed' ? state.why : null}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          setState({ kind: 'idle' })
        }}
      />
      <Button
        type="submit"
        look={action === 'cancel' ? 'danger' : 'primary'}
        disabled={!action || state.kind === 'working'}
      >
        {state.kind === 'working'
          ? t('conflict.working')
          : action === 'cancel'
            ? isRefund
              ? t('conflict.cancelRefund')
              : t('conflict.cancelSale')
            : t('conflict.do')}
      </Button>
    </form>
  )
}
