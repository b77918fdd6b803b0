import { Percent, ScanBarcode, Trash2, UserRound, X } from 'lucide-react'
import { memo } from 'react'
import { useCustomer } from '../customers/use-customer.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { ActionKey } from './action-key.tsx'
import { isUntouched, piecesIn, pricedLine } from './cart.ts'
import { Line } from './cart-line.tsx'
import { LastSale } from './last-sale.tsx'
import { NoticeChip } from './notice-chip.tsx'
import { ParkButton } from './park/park-button.tsx'
import { sumsOfCart } from './order-of-cart.ts'
import { payRulesOf } from './pay-rules.ts'
import { useOpenTill, useTillPart } from './use-till.ts'

type Props = {
  /** Whether the sale is a page of its own: what is said stands on it then. */
  isAlone: boolean
  /** The version of the stock that the lines are compared with. */
  stock: number
  onOpen(sheet: 'quantity' | 'discount' | 'saleDiscount' | 'customer' | 'park'): void
  onClose(): void
}

/**
 * The sale: its lines, its total, and Pay, which is always in the same corner. Not drawn again for each letter of a
 * search.
 */
export const CartPanel = memo(function CartPanel({ isAlone, onOpen, onClose }: Props) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const cart = useTillPart('cart')
  const notice = useTillPart('notice')
  return (
    <section aria-label={t('cart.title')} className="flex h-full min-h-0 flex-col bg-surface">
      <LastSale />
      <header className="flex min-h-16 items-center gap-2 px-4 py-2">
        <h2 className="text-lg font-semibold">{t('cart.title')}</h2>
        {cart.lines.length > 0 ? (
          <span className="figures text-muted">{t('cart.pieces', { count: piecesIn(cart) })}</span>
        ) : null}
        <div className="ml-auto flex gap-2">
          <ParkButton onPark={() => onOpen('park')} />
          {isUntouched(cart) ? null : (
            <Button look="quiet" className="px-3! text-muted" onClick={() => till.askClear()}>
              <Trash2 aria-hidden className="size-4.5" />
              {t('cart.clear')}
            </Button>
          )}
          <Button className="md:hidden" onClick={onClose}>
            {t('cart.hide')}
          </Button>
        </div>
      </header>
      {isAlone && notice ? (
        <div className="flex px-4 pb-2 md:hidden">
          <NoticeChip notice={notice} />
        </div>
      ) : null}
      <WholeSale onOpen={onOpen} />
      {cart.lines.length === 0 ? <EmptyCart /> : <Lines onOpen={onOpen} />}
      <Foot />
    </section>
  )
})

/** What concerns the sale as a whole: who buys, and what is off it. */
function WholeSale({ onOpen }: Pick<Props, 'onOpen'>) {
  const { t, money } = useWords()
  const { till, branch } = useOpenTill()
  const cart = useTillPart('cart')
  const stage = useTillPart('stage')
  const customer = useCustomer(cart.customerId)
  const { discount } = sumsOfCart(cart)
  const busy = stage.kind === 'placing' || (stage.kind === 'paying' && stage.tenders.length > 0)
  const name = customer?.name ?? t('cart.unknownCustomer')
  const off = `−${money(discount, branch.settings.currency)}`
  return (
    <div className="flex gap-2 px-4 pb-2">
      <Button
        className={classNames('min-w-0 shrink! flex-1 px-3!', cart.customerId !== null && 'justify-start!')}
        disabled={busy}
        aria-label={cart.customerId === null ? undefined : t('cart.changeCustomer', { name })}
        onClick={() => onOpen('customer')}
        data-testid="customer"
      >
        <UserRound aria-hidden className="size-5 shrink-0" />
        <span className="truncate">{cart.customerId === null ? t('cart.customer') : name}</span>
        {cart.customerId === null ? <ActionKey action="customer" /> : null}
      </Button>
      {cart.customerId === null ? null : (
        <IconButton
          label={t('cart.removeCustomer', { name })}
          disabled={busy}
          onClick={() => till.setCustomer(null)}
        >
          <X aria-hidden className="size-5" />
        </IconButton>
      )}
      <Button
        className="figures px-3!"
        disabled={busy || cart.lines.length === 0}
        aria-label={discount > 0 ? t('cart.saleDiscountOf', { amount: off }) : t('cart.saleDiscount')}
        onClick={() => onOpen('saleDiscount')}
      >
        <Percent aria-hidden className="size-5" />
        {discount > 0 ? off : t('cart.saleDiscountShort')}
      </Button>
    </div>
  )
}

function EmptyCart() {
  const { t } = useWords()
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 px-8 text-center">
      <span className="grid size-16 place-items-center rounded-2xl bg-sunken text-muted">
        <ScanBarcode aria-hidden className="size-8" />
      </span>
      <p className="font-medium">{t('cart.empty')}</p>
      <p className="text-sm text-balance text-muted">{t('cart.emptyHint')}</p>
    </div>
  )
}

function Lines({ onOpen }: Pick<Props, 'onOpen'>) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const cart = useTillPart('cart')
  const short = new Map(till.shortLines().map(({ line, onHand }) => [line.id, onHand]))
  return (
    <ul
      aria-label={t('cart.lines')}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
      data-testid="cart-lines"
    >
      {cart.lines.map((line) => (
        <Line
          key={line.id}
          line={line}
          selected={line.id === cart.selectedId}
          shortAt={short.get(line.id) ?? null}
          onQuantity={() => onOpen('quantity')}
          onDiscount={() => onOpen('discount')}
        />
      ))}
    </ul>
  )
}

function Foot() {
  const { t, money } = useWords()
  const { branch } = useOpenTill()
  const cart = useTillPart('cart')
  const { currency } = branch.settings
  const sums = sumsOfCart(cart)
  const discounts = cart.lines.reduce((sum, line) => sum + pricedLine(line).discount, 0) + sums.discount
  return (
    <footer className="border-t border-line px-4 pt-3 pb-4">
      {discounts > 0 ? (
        <p className="figures flex justify-between text-[15px] text-good">
          {t('cart.discounts')}
          <span>−{money(discounts, currency)}</span>
        </p>
      ) : null}
      <p className="figures flex justify-between text-[15px] text-muted">
        {t('cart.tax')}
        <span>{money(sums.tax, currency)}</span>
      </p>
      <p className="figures mt-1 mb-3 flex items-baseline justify-between font-semibold">
        <span className="text-lg">{t('cart.total')}</span>
        <span aria-live="polite" data-testid="total" className="text-4xl tracking-tight">
          {money(sums.total, currency)}
        </span>
      </p>
      <PayButtons />
    </footer>
  )
}

/** Exact cash and Pay. Pressing Pay while money is being taken does nothing. */
export function PayButtons() {
  const { t } = useWords()
  const { till, branch } = useOpenTill()
  const cart = useTillPart('cart')
  const stage = useTillPart('stage')
  const takesCash = payRulesOf(branch.settings).types.includes('cash')
  const nothing = cart.lines.length === 0
  const busy = stage.kind === 'paying' || stage.kind === 'placing'
  return (
    <div className="flex gap-2">
      {takesCash ? (
        <Button
          className="min-h-16 flex-1 rounded-2xl! px-3! whitespace-nowrap"
          disabled={nothing || stage.kind === 'placing'}
          onClick={() => till.pay('exact')}
        >
          {t('cart.exactCash')}
          <ActionKey action="exact" className="md:max-xl:hidden" />
        </Button>
      ) : null}
      <Button
        look="primary"
        size="large"
        className={classNames('flex-[1.4]', busy && 'opacity-45')}
        disabled={nothing}
        aria-disabled={busy}
        data-testid="pay"
        onClick={() => till.pay()}
      >
        {t('cart.pay')}
        <ActionKey action="pay" />
      </Button>
    </div>
  )
}
