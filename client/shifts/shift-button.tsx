import { Vault } from 'lucide-react'
import type { Shift } from '../../shared/shifts/shift.ts'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'

const none: readonly Shift[] = []

/** The drawer in the bar: which shift is open, or that none is. */
export function ShiftButton({ onOpen }: { onOpen(): void }) {
  const { t } = useWords()
  const shifts = useObservable(useShop().shifts.own$, none)
  const open = shifts.find(({ closedAt }) => closedAt === null)
  const words = open ? t('till.shiftNumber', { number: open.number }) : t('till.shift')
  return (
    <Button
      look="quiet"
      className="max-sm:px-3.5!"
      onClick={onOpen}
      aria-label={words}
      title={words}
      data-testid="shift"
    >
      <span className="relative">
        <Vault aria-hidden className="size-5" />
        {open ? <span aria-hidden className="absolute -top-1 -right-1 size-2 rounded-full bg-good" /> : null}
      </span>
      <span className="hidden xl:inline">{words}</span>
    </Button>
  )
}
