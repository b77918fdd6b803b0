import { leastWorth, worthOf } from '../../shared/basics/convert.ts'
import type { Exchange } from '../../shared/basics/convert.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { BranchSettings } from '../../shared/branches/branch.ts'
import { roundingType } from '../../shared/orders/payments.ts'
import { minorDigits } from '../i18n/money.ts'
import type { Tender } from './tenders.ts'

/** How a branch takes money. */
export type PayRules = {
  /** At least one; what is called `cash` gives change. */
  types: readonly string[]
  /** Cash is rounded to a multiple of so many minor units; 1 rounds nothing. */
  rounding: number
  /** Another money that cash may come in, at what one unit of it is worth; null where there is none, or no cash. */
  second: { currency: string; rate: number } | null
}

export function payRulesOf({
  paymentTypes,
  cashRounding,
  secondCurrency,
  currency,
}: BranchSettings): PayRules {
  const named = [...new Set(paymentTypes)].filter((type) => type !== roundingType)
  const types = named.length > 0 ? named : ['cash']
  const usable = types.includes('cash') && secondCurrency?.currency !== currency
  return { types, rounding: cashRounding, second: usable ? secondCurrency : null }
}

/** Money of the second currency as a tender: its rate stands from now on, whatever the branch says later. */
export function foreignTender(
  tendered: Minor,
  second: NonNullable<PayRules['second']>,
  ownCurrency: string,
): Tender {
  const worth = worthOf(tendered, exchangeOf(second, ownCurrency))
  return { type: 'cash', tendered, foreign: { ...second, worth } }
}

/** The least amount of the second currency that pays what is owed, in its minor units. */
export function owedIn(owed: Minor, second: NonNullable<PayRules['second']>, ownCurrency: string): Minor {
  return leastWorth(owed, exchangeOf(second, ownCurrency))
}

function exchangeOf({ currency, rate }: NonNullable<PayRules['second']>, ownCurrency: string): Exchange {
  return { rate, digits: minorDigits(currency), ownDigits: minorDigits(ownCurrency) }
}
