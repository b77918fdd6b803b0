import { memo } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { piecesIn } from './cart.ts'
import { PayButtons } from './cart-panel.tsx'
import { LastSale } from './last-sale.tsx'
import { sumsOfCart } from './order-of-cart.ts'
import { useOpenTill, useTillPart } from './use-till.ts'

/** On a phone the sale is a page of its own; its total and Pay stay at the bottom. */
export const PhoneBar = memo(function PhoneBar({ onShow }: { onShow(): void }) {
  const { t, money } = useWords()
  const { branch } = useOpenTill()
  const cart = useTillPart('cart')
  return (
    <div className="border-t border-line bg-surface md:hidden">
      <LastSale />
      <div className="px-3 py-2">
        <button
          type="button"
          onClick={onShow}
          className="flex min-h-12 w-full items-center justify-between rounded-lg px-1"
        >
          <span className="figures text-sm font-medium text-accent-text underline underline-offset-4">
            {cart.lines.length > 0 ? t('cart.pieces', { count: piecesIn(cart) }) : t('cart.show')}
          </span>
          <span className="figures text-[32px] leading-none font-semibold tracking-tight">
            {money(sumsOfCart(cart).total, branch.settings.currency)}
          </span>
        </button>
        <PayButtons />
      </div>
    </div>
  )
})
