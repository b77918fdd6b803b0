import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Order } from '../../../shared/orders/order.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { note } from '../../ui/note.ts'
import { useOpenTill } from '../use-till.ts'
import { notGivenWords } from './not-given-words.ts'
import { useGiveBack } from './use-give-back.ts'

/** Takes back a sale that was just made, by one press: a refund of all of it, and what to hand over. */
export function VoidButton({ sale, onDone }: { sale: Order; onDone(refund: Order): void }) {
  const { t } = useWords()
  const { shop } = useOpenTill()
  const parts = useGiveBack()
  const [working, setWorking] = useState(false)

  async function press() {
    setWorking(true)
    try {
      const known = await shop.orders.find({ refundOf: sale.id }, 500)
      // Most sales are not taken back.
      const { voidSale } = await import('./give-back.ts')
      const given = await voidSale(parts, sale, known)
      if (given.kind === 'given') onDone(given.order)
      else note(given.kind === 'nothing' ? t('sold.allBack') : t(notGivenWords[given.kind]))
    } catch (error) {
      note(t('sold.notSaved', { why: error instanceof Error ? error.message : String(error) }))
    }
    setWorking(false)
  }

  return (
    <Button disabled={working} onClick={() => void press()} title={t('sold.voidHint')} data-testid="void">
      <Undo2 aria-hidden className="size-5" />
      {t('sold.void')}
    </Button>
  )
}
