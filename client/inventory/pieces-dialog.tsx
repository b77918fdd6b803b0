import type { FormEvent } from 'react'
import { useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { nameOf } from '../pos/name-of.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useOpenStockWork } from './use-stock-work.ts'
import type { Mode, WorkLine } from './work-list.ts'
import { isQuantity } from './work-list.ts'

/** Types how many pieces a line has. */
export function PiecesDialog({ mode, line, onClose }: { mode: Mode; line: WorkLine; onClose(): void }) {
  const { t } = useWords()
  const { work } = useOpenStockWork()
  const [typed, setTyped] = useState(String(line.quantity))
  const counts = mode === 'recount'
  const quantity = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : -1
  const fits = isQuantity(mode, quantity)
  const label = counts ? t('stock.setCounted') : t('stock.quantity')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!fits) return
    onClose()
    work.setQuantity(line.id, quantity)
  }

  return (
    <Dialog open onClose={onClose} title={label} description={nameOf(line)} closeLabel={t('common.close')}>
      <form onSubmit={submit} className="flex flex-col gap-4 pt-2">
        <TextField
          big
          data-first
          label={label}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          fault={fits ? null : counts ? t('stock.countFault') : t('stock.quantityFault')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button type="submit" look="primary" disabled={!fits}>
          {t('stock.set')}
        </Button>
      </form>
    </Dialog>
  )
}
