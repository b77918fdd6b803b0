import type { RefObject } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Order, OrderFact } from '../../../shared/orders/order.ts'
import type { ReceiptPart } from '../../../shared/orders/receipt-parts.ts'
import '../../i18n/sheet-words.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useOrdersComing } from '../../orders/use-orders-coming.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { readProof } from '../receipt-proof.ts'
import { useOpenTill } from '../use-till.ts'
import { ChooseReturn } from './choose-return.tsx'
import { FindSale } from './find-sale.tsx'
import { readReceiptText } from './read-code.ts'
import { RefundDone } from './refund-done.tsx'
import { StandaloneReturn } from './standalone-return.tsx'
import type { Rescues } from './use-rescues.ts'

/** What the sheet opens with. */
export type RefundStart =
  | { kind: 'find' }
  | { kind: 'order'; order: Order }
  | { kind: 'code'; code: string }
  | { kind: 'done'; order: Order }

type View =
  | { kind: 'find' }
  | { kind: 'choose'; sale: OrderFact | Order; receipt: readonly string[] | null }
  | { kind: 'standalone' }
  | { kind: 'done'; order: Order }

type Props = {
  start: RefundStart
  onClose(): void
  /** Receipts that the server shall learn of. */
  rescues: Rescues
  /** Where scans go while the sheet is open. */
  scansRef: RefObject<((code: string) => void) | null>
}

/** Codes of receipts that have several, until all are read; kept while the camera or another sheet is in between. */
const halfRead = new Map<string, { part: ReceiptPart; code: string }[]>()

/** Returns: finds the sale, by its receipt or by search, lets the cashier choose what comes back, and gives it back. */
export function RefundSheet({ start, onClose, scansRef, rescues }: Props) {
  const { t } = useWords()
  const { shop } = useOpenTill()
  const [view, setView] = useState<View>(() => first(start))
  const [text, setText] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const addScanned = useRef<((code: string) => boolean) | null>(null)
  const missing = useOrdersComing() === null ? 'refund.notHere' : 'refund.notHereYet'

  const show = useCallback((next: View) => {
    setSaid(null)
    setView(next)
  }, [])

  const openById = useCallback(
    async (id: string, number: string) => {
      const order = await shop.orders.byId(id)
      if (order) show({ kind: 'choose', sale: order, receipt: null })
      else setSaid(t(missing, { number }))
    },
    [shop, show, t, missing],
  )

  const openByNumber = useCallback(
    async (number: string) => {
      const [order, other] = await shop.orders.find({ number }, 2)
      if (other) {
        // Of two lanes that bore one code after a restore: which of the two it is, their receipts do not say.
        show({ kind: 'find' })
        setText(number)
        setSaid(t('refund.numberTwice', { number }))
      } else if (order) show({ kind: 'choose', sale: order, receipt: null })
      else setSaid(t(missing, { number }))
    },
    [shop, show, t, missing],
  )

  const openParts = useCallback(
    async (part: ReceiptPart, code: string) => {
      const others = (halfRead.get(part.tag) ?? []).filter((one) => one.part.index !== part.index)
      const all = [...others, { part, code }]
      halfRead.set(part.tag, all)
      if (all.length < part.count) {
        setSaid(t('refund.part', { index: part.index, count: part.count }))
        return
      }
      halfRead.delete(part.tag)
      const fact = await readProof(all.map((one) => one.part))
      if (!fact) {
        setSaid(t('refund.unreadable'))
        return
      }
      const order = await shop.orders.byId(fact.id)
      const codes = all.map((one) => one.code)
      if (!order) rescues.queue.add({ id: fact.id, number: fact.number, codes })
      show({ kind: 'choose', sale: order ?? fact, receipt: order ? null : codes })
    },
    [shop, show, rescues.queue, t],
  )

  const take = useCallback(
    (code: string) => {
      const read = readReceiptText(code)
      if (read?.kind === 'part') void openParts(read.part, read.code)
      else if (read?.kind === 'id') void openById(read.id, read.number)
      else if (read?.kind === 'number') void openByNumber(read.number)
      else if (!addScanned.current?.(code)) setText(code)
    },
    [openById, openByNumber, openParts],
  )
  useEffect(() => {
    scansRef.current = take
    return () => {
      scansRef.current = null
    }
  }, [scansRef, take])
  // What was scanned at the till opened the sheet.
  const begun = useRef(false)
  useEffect(() => {
    if (start.kind !== 'code' || begun.current) return
    begun.current = true
    take(start.code)
  }, [start, take])

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={view.kind === 'choose' ? t('refund.of', { number: view.sale.number }) : t('till.refund')}
      closeLabel={t('common.close')}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4" data-testid="refund-sheet">
        {said ? (
          <p role="alert" className="rounded-xl bg-warn-soft px-4 py-3 font-medium text-warn">
            {said}
          </p>
        ) : null}
        {view.kind === 'find' ? (
          <FindSale
            text={text}
            onText={setText}
            onEnter={take}
            onChoose={(sale) => show({ kind: 'choose', sale, receipt: null })}
            onStandalone={() => show({ kind: 'standalone' })}
            waiting={rescues.waiting}
            onDismiss={rescues.queue.dismiss}
          />
        ) : null}
        {view.kind === 'choose' ? (
          <ChooseReturn
            key={view.sale.id}
            sale={view.sale}
            receipt={view.receipt}
            scannedRef={addScanned}
            onOther={() => show({ kind: 'find' })}
            onDone={(order) => show({ kind: 'done', order })}
          />
        ) : null}
        {view.kind === 'standalone' ? (
          <StandaloneReturn
            onOther={() => show({ kind: 'find' })}
            onDone={(order) => show({ kind: 'done', order })}
          />
        ) : null}
        {view.kind === 'done' ? (
          <RefundDone order={view.order} onAnother={() => show({ kind: 'find' })} onClose={onClose} />
        ) : null}
      </div>
    </Dialog>
  )
}

function first(start: RefundStart): View {
  if (start.kind === 'order') return { kind: 'choose', sale: start.order, receipt: null }
  if (start.kind === 'done') return { kind: 'done', order: start.order }
  return { kind: 'find' }
}
