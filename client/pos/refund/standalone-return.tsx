import { ArrowLeft } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { settingsOf } from '../../../shared/branches/branch.ts'
import type { Order } from '../../../shared/orders/order.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { orderOfCart, sumsOfCart } from '../order-of-cart.ts'
import { nameOfType } from '../pay-ways.tsx'
import { payRulesOf } from '../pay-rules.ts'
import { useOpenTill, useTillState } from '../use-till.ts'
import { giveBackStandalone, roundedBack } from './give-back.ts'
import { MoneyBack } from './money-back.tsx'
import { notGivenWords } from './not-given-words.ts'
import { useReason } from './reason-field.tsx'
import { useGiveBack } from './use-give-back.ts'

/** Goods whose sale nobody finds: what is in the cart comes back, with a manager's word. */
export function StandaloneReturn({ onOther, onDone }: { onOther(): void; onDone(refund: Order): void }) {
  const { t, money, number } = useWords()
  const { till, branch } = useOpenTill()
  const { cart } = useTillState()
  const parts = useGiveBack()
  const { reason, lacks, sellable, field } = useReason('standalone_refund')
  const [marked, setMarked] = useState<ReadonlyMap<string, boolean>>(new Map())
  const goesBack = (id: string) => marked.get(id) ?? sellable
  const { types } = payRulesOf(settingsOf(branch.settings))
  const [type, setType] = useState(types[0] ?? 'cash')
  const [said, setSaid] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const { currency } = branch.settings
  // Nothing is paid here: the cart's lines and sums as an order would have them.
  const { total } = sumsOfCart(cart)
  const tenders = total > 0 ? [{ type, tendered: total }] : []
  const goods = orderOfCart(cart, tenders, parts.seller(), parts.now())

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (saving) return
    if (lacks) {
      setSaid(t(lacks))
      return
    }
    setSaving(true)
    const restock = new Set(goods.lines.map(({ id }) => id).filter(goesBack))
    const given = await giveBackStandalone(parts, { goods, restock, reason, type }).catch(
      (error: unknown) => {
        setSaid(t('sold.notSaved', { why: error instanceof Error ? error.message : String(error) }))
        return null
      },
    )
    setSaving(false)
    if (given?.kind === 'given') {
      till.emptyAfterReturn(cart.id)
      onDone(given.order)
    } else if (given) setSaid(given.kind === 'nothing' ? t('refund.choose') : t(notGivenWords[given.kind]))
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-1 flex-col gap-4">
      <Button look="quiet" className="-ml-2 self-start" onClick={onOther}>
        <ArrowLeft aria-hidden className="size-5" />
        {t('refund.otherSale')}
      </Button>
      <ul className="flex flex-col gap-3">
        {goods.lines.map(({ id, title, quantity, total }) => (
          <li key={id} className="rounded-xl border border-line p-3">
            <p className="figures flex justify-between gap-3 font-medium">
              <span>
                {number(quantity)} × {title}
              </span>
              <span>{money(total, currency)}</span>
            </p>
            <label className="flex min-h-12 cursor-pointer items-center gap-3 text-[15px]">
              <input
                type="checkbox"
                checked={goesBack(id)}
                onChange={(event) => setMarked(new Map(marked).set(id, event.currentTarget.checked))}
                className="size-6 accent-(--accent)"
              />
              {t('refund.restock')}
            </label>
          </li>
        ))}
      </ul>
      {field}
      {types.length > 1 ? (
        <Chips
          label={t('refund.payBy')}
          value={type}
          options={types.map((one) => ({ value: one, label: nameOfType(one, t) }))}
          onChange={setType}
        />
      ) : null}
      <div className="sticky -bottom-5 -mx-5 mt-auto -mb-5 flex flex-col gap-3 border-t border-line bg-raised px-5 pt-4 pb-5">
        <MoneyBack
          payments={roundedBack(total, goods.payments, parts.rounding())}
          total={goods.total}
          currency={currency}
        />
        {said ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 font-medium text-bad">
            {said}
          </p>
        ) : null}
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={saving || goods.lines.length === 0}
          data-testid="give-back"
        >
          {saving ? t('refund.giving') : t('refund.give', { amount: money(goods.total, currency) })}
        </Button>
      </div>
    </form>
  )
}
