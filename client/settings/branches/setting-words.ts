import type { SettingName } from '../../../shared/branches/change-settings.ts'
import type { Words } from '../../i18n/use-words.ts'
import type { Fault } from './draft.ts'

/** The largest multiple that cash may be rounded to, minor units. */
const mostRounding = 100_000
const longest: Partial<Record<SettingName, number>> = { address: 200, receiptFooter: 500 }

/** What a setting is called, in the reader's language. */
export function labelOf(name: SettingName, currency: string, t: Words['t']): string {
  return {
    'limits.lineDiscountBp': () => t('settings.lineDiscount'),
    'limits.cartDiscountBp': () => t('settings.cartDiscount'),
    'limits.priceOverrideBp': () => t('settings.priceOverride'),
    'limits.refundTotal': () => t('settings.refundTotal', { currency }),
    'limits.negativeRecount': () => t('settings.negativeRecount'),
    'limits.cashOut': () => t('settings.cashOut', { currency }),
    lowStockThreshold: () => t('settings.lowStock'),
    'supply.leadDays': () => t('settings.leadDays'),
    'supply.coverDays': () => t('settings.coverDays'),
    'supply.serviceBp': () => t('settings.service'),
    paymentTypes: () => t('settings.paymentTypes'),
    cashRounding: () => t('settings.cashRounding', { currency }),
    secondCurrency: () => t('settings.second'),
    'allowance.enabled': () => t('settings.allowance'),
    requireShift: () => t('settings.requireShift'),
    address: () => t('settings.address'),
    receiptFooter: () => t('settings.footer'),
    scaleCodes: () => t('settings.scales'),
  }[name]()
}

/** What to change in a field that cannot be read. */
export function wordsForFault(name: SettingName, fault: Fault, currency: string, words: Words): string {
  const { t, typedMoney } = words
  switch (fault) {
    case 'percent':
      return t('settings.percentFault')
    case 'money':
      return t('settings.moneyFault')
    case 'pieces':
      return t('settings.piecesFault')
    case 'lead':
      return t('settings.daysFault', { least: 0, most: 120 })
    case 'cover':
      return t('settings.daysFault', { least: 1, most: 180 })
    case 'service':
      return t('settings.serviceFault')
    case 'rounding':
      return t('settings.roundingFault', {
        most: typedMoney(mostRounding, currency),
        such: typedMoney(500, currency),
      })
    case 'currency':
      return t('settings.currencyFault', { currency, such: currency === 'EUR' ? 'USD' : 'EUR' })
    case 'rate':
      return t('settings.rateFault')
    case 'text':
      return t('settings.textFault', { most: longest[name] ?? 0 })
    case 'types':
      return t('settings.typesFault')
  }
}
