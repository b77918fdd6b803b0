import { ArrowLeft, X } from 'lucide-react'
import { useState } from 'react'
import type { Words } from '../i18n/use-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { NoticeChip } from './notice-chip.tsx'
import { payRulesOf } from './pay-rules.ts'
import type { Way } from './pay-ways.tsx'
import { isSame, nameOfWay, nextWay, PayWays, waysOf } from './pay-ways.tsx'
import { TakeMoney } from './take-money.tsx'
import type { Tender } from './tenders.ts'
import type { PayFault } from './till/state.ts'
import { useOpenTill, useTillState } from './use-till.ts'

/** Takes money in one or several parts; the part that leaves nothing to pay completes the sale. */
export function PayPanel() {
  const { t, money } = useWords()
  const { till, branch } = useOpenTill()
  const { stage, notice } = useTillState()
  const { currency } = branch.settings
  const rules = payRulesOf(branch.settings)
  const ways = waysOf(rules)
  const [chosen, setWay] = useState<Way>({ type: 'cash', foreign: false })
  // An admin may have taken away what was chosen.
  const way = ways.find((one) => isSame(one, chosen)) ?? ways[0] ?? chosen
  if (stage.kind !== 'paying' && stage.kind !== 'placing') return null
  const placing = stage.kind === 'placing'
  const fault = stage.kind === 'paying' ? stage.fault : null
  const cents = placing ? 0 : till.remaining()
  const inCash = placing ? 0 : till.remaining('cash')
  const remaining = way.type === 'cash' ? inCash : cents
  return (
    <section
      aria-label={t('pay.title')}
      className="mx-auto flex w-full max-w-2xl flex-col gap-3 px-1 pb-4 sm:px-4"
      data-testid="pay-panel"
    >
      <header className="flex items-center gap-2">
        <Button
          look="quiet"
          className="-ml-2"
          onClick={() => till.back()}
          disabled={placing || stage.tenders.length > 0}
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('pay.back')}
          <KeyHint>Esc</KeyHint>
        </Button>
      </header>
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <p className="text-lg font-medium text-muted">
          {stage.tenders.length > 0 ? t('pay.remaining') : t('pay.toPay')}
        </p>
        <p
          className="figures ml-auto text-5xl font-semibold tracking-tight max-sm:text-[40px]"
          data-testid="remaining"
        >
          {placing ? t('pay.saving') : money(remaining, currency)}
        </p>
        {cents === inCash ? null : (
          <p className="figures w-full text-right text-[15px] text-muted" data-testid="pay-rounding">
            {way.type === 'cash'
              ? `${t('cart.total')} ${money(cents, currency)} · ${t('pay.rounding')} ${signed(inCash - cents, (amount) => money(amount, currency))}`
              : `${t('pay.inCash')} ${money(inCash, currency)}`}
          </p>
        )}
      </div>
      {stage.tenders.length > 0 ? (
        <ul className="flex flex-wrap gap-2" aria-label={t('pay.taken')}>
          {stage.tenders.map((tender, index) => (
            // Tenders have no identity but their place on the counter.
            <li
              key={index}
              className="figures flex items-center gap-1 rounded-xl bg-good-soft pl-4 font-medium text-good"
            >
              {nameOfWay({ type: tender.type, foreign: tender.foreign !== undefined }, rules, t)}{' '}
              {worded(tender, currency, money)}
              <IconButton
                label={t('pay.takeBack', { amount: worded(tender, currency, money) })}
                onClick={() => till.takeBack(index)}
                disabled={placing}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      {ways.length > 1 ? <PayWays ways={ways} rules={rules} value={way} onChange={setWay} /> : null}
      {fault ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 font-medium text-bad">
          {faultWords(fault, t, (amount) => money(amount, currency))}
        </p>
      ) : null}
      {notice ? <NoticeChip notice={notice} /> : null}
      <TakeMoney
        key={`${way.type} ${way.foreign} ${stage.tenders.length}`}
        way={way}
        rules={rules}
        disabled={placing}
        onStep={(by) => setWay(nextWay(ways, way, by))}
      />
    </section>
  )
}

/** A tender in its own money and, of a second currency, what it is worth. */
function worded({ tendered, foreign }: Tender, currency: string, money: Words['money']): string {
  if (!foreign) return money(tendered, currency)
  return `${money(tendered, foreign.currency)} (${money(foreign.worth, currency)})`
}

function signed(amount: number, money: (amount: number) => string): string {
  return `${amount < 0 ? '−' : '+'}${money(Math.abs(amount))}`
}

function faultWords(fault: PayFault, t: Words['t'], money: (amount: number) => string): string {
  switch (fault.kind) {
    case 'short':
      return t('pay.short', { amount: money(fault.remaining) })
    case 'too-much':
      return t('pay.tooMuch', { amount: money(fault.remaining) })
    case 'too-many':
      return t('pay.tooMany')
    case 'too-large':
      return t('pay.tooLarge')
    case 'not-saved':
      return t('pay.notSaved', { why: fault.why })
  }
}
