import { Banknote, CreditCard, Landmark, Wallet } from 'lucide-react'
import type { Words } from '../i18n/use-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { moveByArrows } from '../ui/arrows.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import type { PayRules } from './pay-rules.ts'

/** A way to pay: one of the branch's types, or cash of its second currency. */
export type Way = { type: string; foreign: boolean }

/** The ways of a branch; cash of the second currency stands beside cash. */
export function waysOf({ types, second }: PayRules): Way[] {
  return types.flatMap((type) => [
    { type, foreign: false },
    ...(type === 'cash' && second ? [{ type, foreign: true }] : []),
  ])
}

export function nameOfWay({ type, foreign }: Way, { second }: PayRules, t: Words['t']): string {
  if (foreign && second) return t('pay.cashIn', { currency: second.currency })
  return nameOfType(type, t)
}

/** Usual types by our words; what a branch has added, by its own. */
export function nameOfType(type: string, t: Words['t']): string {
  if (type === 'cash') return t('pay.cash')
  if (type === 'card') return t('pay.card')
  if (type === 'transfer') return t('pay.transfer')
  if (type === 'rounding') return t('pay.rounding')
  return type.charAt(0).toUpperCase() + type.slice(1)
}

type Props = { ways: readonly Way[]; rules: PayRules; value: Way; onChange(way: Way): void }

/** All the ways to pay, one of them pressed; as many rows as they need. */
export function PayWays({ ways, rules, value, onChange }: Props) {
  const { t } = useWords()
  return (
    <div className="flex items-center gap-2">
      <div
        role="group"
        aria-label={t('pay.how')}
        onKeyDown={moveByArrows}
        className="grid flex-1 grid-cols-2 gap-2 sm:flex sm:flex-wrap"
      >
        {ways.map((way) => (
          <button
            key={`${way.type} ${way.foreign}`}
            type="button"
            aria-pressed={isSame(way, value)}
            tabIndex={isSame(way, value) ? 0 : -1}
            onClick={() => onChange(way)}
            className="flex min-h-12 flex-1 items-center justify-center gap-2 rounded-xl border border-line-strong px-3 text-[15px] font-medium whitespace-nowrap hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
          >
            <Picture type={way.type} />
            {nameOfWay(way, rules, t)}
          </button>
        ))}
      </div>
      <KeyHint className="text-muted max-sm:hidden!">↑ ↓</KeyHint>
    </div>
  )
}

/** The way beside this one, round and round. */
export function nextWay(ways: readonly Way[], value: Way, by: number): Way {
  const at = ways.findIndex((way) => isSame(way, value))
  return ways[(at + by + ways.length) % ways.length] ?? value
}

export function isSame(one: Way, other: Way): boolean {
  return one.type === other.type && one.foreign === other.foreign
}

function Picture({ type }: { type: string }) {
  const Icon = { cash: Banknote, card: CreditCard, transfer: Landmark }[type] ?? Wallet
  return <Icon aria-hidden className="size-5 shrink-0" />
}
