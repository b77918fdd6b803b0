import type { FormEvent } from 'react'
import { useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { CartLine } from './cart.ts'
import { nameOf } from './name-of.ts'
import { useOpenTill } from './use-till.ts'

/** Types how many pieces a line has. */
export function QuantityDialog({ line, onClose }: { line: CartLine; onClose(): void }) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const [typed, setTyped] = useState(String(line.quantity))
  const quantity = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
  const fits = quantity >= 1 && quantity <= 100_000

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!fits) return
    onClose()
    till.setQuantity(line.id, quantity)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cart.quantity')}
      description={nameOf(line)}
      closeLabel={t('common.close')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pt-2">
        <TextField
          big
          data-first
          label={t('cart.quantity')}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          fault={fits ? null : t('cart.quantityFault')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button type="submit" look="primary" disabled={!fits}>
          {t('cart.setQuantity')}
        </Button>
      </form>
    </Dialog>
  )
}
