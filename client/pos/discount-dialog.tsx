import { settingsOf } from '../../shared/branches/branch.ts'
import { chargeFor } from '../../shared/orders/sums.ts'
import { useWords } from '../i18n/use-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { CartLine } from './cart.ts'
import { nameOf } from './name-of.ts'
import { ReductionForm } from './reduction-form.tsx'
import { useOpenTill } from './use-till.ts'

type Props = { line: CartLine; start: 'discount' | 'price'; onClose(): void }

/** Takes something off one line, as a share or as money, or gives it another price. */
export function DiscountDialog({ line, start, onClose }: Props) {
  const { t } = useWords()
  const { till, branch } = useOpenTill()
  const { discount } = line
  const { limits } = settingsOf(branch.settings)
  const usual = discount.kind === 'amount' && discount.amount > 0 ? 'amount' : 'percent'
  return (
    <Dialog
      open
      onClose={onClose}
      title={start === 'price' ? t('cart.price') : t('cart.discount')}
      description={nameOf(line)}
      closeLabel={t('common.close')}
    >
      <ReductionForm
        label={t('cart.discount')}
        currency={branch.settings.currency}
        whole={chargeFor(line.quantity, line.unitPrice)}
        discount={discount}
        price={{ now: line.unitPrice, usual: line.priceWas ?? line.unitPrice }}
        start={start === 'price' ? 'price' : usual}
        limits={{ discount: limits.lineDiscountBp, price: limits.priceOverrideBp }}
        onGive={(given) => {
          onClose()
          void (given.kind === 'price'
            ? till.setPrice(line.id, given.price)
            : till.setDiscount(line.id, given))
        }}
      />
    </Dialog>
  )
}
