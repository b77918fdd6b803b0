import { settingsOf } from '../../shared/branches/branch.ts'
import { useWords } from '../i18n/use-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { sumsOfCart } from './order-of-cart.ts'
import { ReductionForm } from './reduction-form.tsx'
import { useOpenTill, useTillState } from './use-till.ts'

/** Takes something off the whole sale, after what is off its lines. */
export function SaleDiscountDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const { till, branch } = useOpenTill()
  const { cart } = useTillState()
  const { discount } = cart
  const { limits } = settingsOf(branch.settings)
  return (
    <Dialog open onClose={onClose} title={t('cart.saleDiscount')} closeLabel={t('common.close')}>
      <ReductionForm
        label={t('cart.saleDiscount')}
        currency={branch.settings.currency}
        whole={sumsOfCart(cart).subtotal}
        discount={discount}
        start={discount.kind === 'amount' && discount.amount > 0 ? 'amount' : 'percent'}
        limits={{ discount: limits.cartDiscountBp, price: limits.priceOverrideBp }}
        onGive={(given) => {
          onClose()
          if (given.kind !== 'price') void till.setSaleDiscount(given)
        }}
      />
    </Dialog>
  )
}
