import { ArrowLeft } from 'lucide-react'
import type { FormEvent, RefObject } from 'react'
import { useEffect, useMemo, useState } from 'react'
import type { Minor } from '../../../shared/basics/scalars.ts'
import type { Order, OrderFact } from '../../../shared/orders/order.ts'
import type { LineLeft, NoRefund } from '../../../shared/orders/refund-of-sale.ts'
import {
  amountBack,
  leftOfSale,
  paidByType,
  paymentsBack,
  whyNoRefund,
} from '../../../shared/orders/refund-of-sale.ts'
import { isDeskRefund } from '../../../shared/orders/owed-in-cash.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useOrdersComing } from '../../orders/use-orders-coming.ts'
import { PayOut } from '../../shifts/pay-out.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { findCode } from '../find-code.ts'
import { nameOfType } from '../pay-ways.tsx'
import { playIfWanted } from '../prefs-here.ts'
import { useOpenTill } from '../use-till.ts'
import { giveBack, roundedBack } from './give-back.ts'
import type { GivenBack } from './give-back.ts'
import { MoneyBack } from './money-back.tsx'
import { notGivenWords } from './not-given-words.ts'
import { everyPiece, returnedPieces, withPieces, withScanned, type Chosen } from './chosen-pieces.ts'
import { useReason } from './reason-field.tsx'
import { ReturnLine } from './return-line.tsx'
import { useGiveBack } from './use-give-back.ts'

/** More refunds than a sale has pieces are none of ours. */
const mostRefunds = 500

type Props = {
  sale: OrderFact | Order
  /** The codes of its receipt, where nothing else here tells of it. */
  receipt: readonly string[] | null
  /** A scanned product of the sale is one piece more of it. */
  scannedRef: RefObject<((code: string) => boolean) | null>
  onOther(): void
  onDone(refund: Order): void
}

/** Which pieces of a sale come back, whether they go on the shelf, why, and how the money goes back. */
export function ChooseReturn(props: Props) {
  const { sale, receipt, onOther } = props
  const { t } = useWords()
  const { shop } = useOpenTill()
  const coming = useOrdersComing()
  const [known, setKnown] = useState<readonly Order[] | null>(null)
  useEffect(() => {
    let current = true
    void shop.orders
      .find({ refundOf: sale.id }, mostRefunds)
      .then((refunds) => (current ? setKnown(refunds) : undefined))
    return () => {
      current = false
    }
  }, [shop, sale.id, coming])
  const status = 'status' in sale ? sale.status : 'accepted'
  // Without its refunds nobody knows what is left.
  if (known === null) return null
  const why = whyNoRefund({ ...sale, status }, known)
  return (
    <>
      {why === null ? null : <OtherSale onOther={onOther} />}
      {receipt ? (
        <p className="rounded-xl bg-warn-soft px-4 py-3 text-[15px] text-warn">{t('refund.unverified')}</p>
      ) : null}
      {coming === null ? null : (
        <p role="status" className="rounded-xl bg-warn-soft px-4 py-3 text-[15px] text-warn">
          {t('refund.mayLack')}
        </p>
      )}
      {'status' in sale
        ? [sale, ...known.filter(isDeskRefund)].map((one) => <PayOut key={one.id} order={one} />)
        : null}
      {why === null ? (
        <Choice {...props} known={known} />
      ) : (
        <p role="status" className="rounded-xl bg-sunken px-4 py-3 font-medium" data-testid="no-refund">
          {t(noWords[why], { number: sale.number })}
        </p>
      )}
    </>
  )
}

const noWords = {
  'is-refund': 'refund.isRefund',
  cancelled: 'refund.cancelled',
  'not-accepted': 'refund.notAccepted',
  'all-back': 'sold.allBack',
} as const satisfies Record<NoRefund, string>

function Choice({ sale, known, receipt, scannedRef, onOther, onDone }: Props & { known: readonly Order[] }) {
  const { t, money, moment, number } = useWords()
  const { shop, branch } = useOpenTill()
  const parts = useGiveBack()
  const left = useMemo(() => leftOfSale(sale, known), [sale, known])
  const paid = useMemo(() => paidByType(sale, known), [sale, known])
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [first, setFirst] = useState<string | null>(null)
  const [state, setState] = useState<{ kind: 'idle' | 'saving' } | { kind: 'said'; words: string }>({
    kind: 'idle',
  })
  const { reason, lacks, sellable, field } = useReason('refund')

  const change = (line: LineLeft, by: number) => {
    setState({ kind: 'idle' })
    setChosen((before) => withPieces(before, line, (before.get(line.line.id)?.quantity ?? 0) + by))
  }
  const isSaving = state.kind === 'saving'
  useEffect(() => {
    scannedRef.current = (code) => {
      // What is being given back is chosen by now.
      if (isSaving) return true
      const hit = findCode(code, shop.catalogue, branch.settings.scaleCodes)
      if (hit.kind !== 'found' && hit.kind !== 'labelled') return false
      const scanned = withScanned(chosen, left, hit.product.id)
      if (scanned.kind === 'one-more') {
        setState({ kind: 'idle' })
        // The next scan may come before this one is drawn: each counts from what the one before has left.
        setChosen((before) => {
          const again = withScanned(before, left, hit.product.id)
          return again.kind === 'one-more' ? again.chosen : before
        })
      } else if (scanned.kind === 'no-more') {
        playIfWanted('unknown')
        const { title } = scanned
        const words =
          scanned.left === 0
            ? t('refund.noMore', { title, count: scanned.sold })
            : t('refund.tooMany', { title, left: number(scanned.left), sold: number(scanned.sold) })
        setState({ kind: 'said', words })
      }
      return scanned.kind !== 'not-sold'
    }
    return () => {
      scannedRef.current = null
    }
  }, [scannedRef, isSaving, chosen, left, shop, branch, t, number])

  const total = left.reduce((sum, one) => sum + amountBack(one, chosen.get(one.line.id)?.quantity ?? 0), 0)
  const returned = returnedPieces(chosen, sellable)
  const pieces = returned.reduce((sum, { quantity }) => sum + quantity, 0)
  const types = [...paid].filter(([, amount]) => amount > 0).map(([type]) => type)
  const payments = roundedBack(total as Minor, paymentsBack(total, paid, first), parts.rounding())

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (state.kind === 'saving' || pieces === 0) return
    if (lacks) {
      setState({ kind: 'said', words: t(lacks) })
      return
    }
    setState({ kind: 'saving' })
    const given = await giveBack(parts, { sale, known, returned, reason, first, receipt }).catch(
      (error: unknown): { kind: 'failed'; why: string } => ({
        kind: 'failed',
        why: error instanceof Error ? error.message : String(error),
      }),
    )
    if (given.kind === 'given') onDone(given.order)
    else setState({ kind: 'said', words: wordsOf(given) })
  }

  function wordsOf(given: Exclude<GivenBack, { kind: 'given' }> | { kind: 'failed'; why: string }): string {
    if (given.kind === 'failed') return t('sold.notSaved', { why: given.why })
    return given.kind === 'nothing' ? t('refund.choose') : t(notGivenWords[given.kind])
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-1 flex-col gap-4">
      <div className="flex items-center justify-between gap-3">
        <OtherSale onOther={onOther} />
        <p className="figures ml-auto text-right text-[15px] text-muted">
          {moment(sale.createdAt)} · {money(sale.total, sale.currency)}
        </p>
        <Button data-first onClick={() => setChosen((before) => everyPiece(before, left))}>
          {t('refund.all')}
        </Button>
      </div>
      <ul className="flex flex-col gap-3" data-testid="refund-lines">
        {left.map((one) => (
          <ReturnLine
            key={one.line.id}
            one={one}
            currency={sale.currency}
            chosen={returned.find(({ lineId }) => lineId === one.line.id)}
            onStep={(by) => change(one, by)}
            onRestock={(restock) =>
              setChosen((before) => {
                const now = before.get(one.line.id)
                return now ? new Map(before).set(one.line.id, { ...now, restock }) : before
              })
            }
          />
        ))}
      </ul>
      {field}
      {types.length > 1 ? (
        <Chips
          label={t('refund.first')}
          value={first ?? payments[0]?.type ?? null}
          options={types.map((type) => ({ value: type, label: nameOfType(type, t) }))}
          onChange={setFirst}
        />
      ) : null}
      <div className="sticky -bottom-5 -mx-5 mt-auto -mb-5 flex flex-col gap-3 border-t border-line bg-raised px-5 pt-4 pb-5">
        <MoneyBack payments={payments} total={total} currency={sale.currency} />
        {state.kind === 'said' ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 font-medium text-bad">
            {state.words}
          </p>
        ) : null}
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={pieces === 0 || state.kind === 'saving'}
          data-testid="give-back"
        >
          {state.kind === 'saving'
            ? t('refund.giving')
            : pieces === 0
              ? t('refund.choose')
              : t('refund.give', { amount: money(total, sale.currency) })}
        </Button>
      </div>
    </form>
  )
}

function OtherSale({ onOther }: { onOther(): void }) {
  const { t } = useWords()
  return (
    <IconButton label={t('refund.otherSale')} className="-ml-3 self-start" onClick={onOther}>
      <ArrowLeft aria-hidden className="size-5" />
    </IconButton>
  )
}
