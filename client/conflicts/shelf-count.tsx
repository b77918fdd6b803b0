import type { FormEvent } from 'react'
import { useRef, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { ShelfCounted } from '../../shared/conflicts/desk-case.ts'
import { ApiError } from '../app/api.ts'
import { account, device } from '../app/app-parts.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { note } from '../ui/note.ts'
import { TextField } from '../ui/text-field.tsx'

type Props = {
  productId: string
  product: string
  branch: Branch | undefined
  cases: number
  /** Pieces of returns that are not to be counted. */
  returns: number
  onClose(): void
  onCounted(): void
}

/** One count of a shelf that closes all its cases. */
export function ShelfCount({ productId, product, branch, cases, returns, onClose, onCounted }: Props) {
  const { t } = useWords()
  const [counted, setCounted] = useState('')
  const [reason, setReason] = useState(t('cases.reason_recount'))
  const [fault, setFault] = useState<string | null>(null)
  const [working, setWorking] = useState(false)
  // The same words again are the same command, where its answer was lost.
  const sent = useRef({ words: '', key: '' })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!/^\d{1,6}$/.test(counted.trim()) || reason.trim() === '') {
      setFault(reason.trim() === '' ? t('conflict.reasonFault') : t('cases.countedFault'))
      return
    }
    const body = { branchId: branch?.id, productId, counted: Number(counted), reason: reason.trim() }
    const words = JSON.stringify(body)
    if (sent.current.words !== words) sent.current = { words, key: device.newId() }
    setWorking(true)
    try {
      const answer = ShelfCounted.parse(
        await account.callAs('/conflicts/count', { method: 'POST', body, idempotencyKey: sent.current.key }),
      )
      const { closed, left } = answer
      note(
        t('cases.countDone', { count: closed.length }),
        left > 0 ? t('cases.countLeft', { count: left }) : undefined,
      )
      onCounted()
      onClose()
    } catch (error) {
      const isNone = error instanceof ApiError && error.code === 'case/unknown'
      setFault(isNone ? t('cases.countNone') : wordsFor(error, t))
      setWorking(false)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cases.countTitle', { product, branch: branch?.name ?? '' })}
      description={t('cases.countHint', { count: cases })}
      closeLabel={t('common.close')}
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-2">
        <TextField
          big
          data-first
          inputMode="numeric"
          label={t('cases.counted')}
          value={counted}
          fault={fault}
          onChange={(event) => {
            setCounted(event.currentTarget.value)
            setFault(null)
          }}
        />
        {returns > 0 ? (
          <p data-testid="count-without" className="font-medium">
            {t('cases.countWithout', { count: returns })}
          </p>
        ) : null}
        <TextField
          label={t('conflict.reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" look="primary" disabled={working}>
          {working ? t('conflict.working') : t('cases.countDo')}
        </Button>
      </form>
    </Dialog>
  )
}
