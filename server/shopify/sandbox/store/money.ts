/** Hundredths of the shop's currency. The sandbox knows currencies of two decimals only. */
export type Cents = number

/** `"59.00"`, as REST bodies and a variant's price write it. */
export function decimals(cents: Cents): string {
  return (cents / 100).toFixed(2)
}

/** `{ amount: "59.0" }`, as MoneyV2 writes it: no more zeros than one. */
export function moneyV2(cents: Cents, currencyCode: string): { amount: string; currencyCode: string } {
  return { amount: decimals(cents).replace(/0$/, ''), currencyCode }
}

/** The same sum in the shop's currency and the customer's; the sandbox's customers pay in the shop's. */
export function moneyBag(cents: Cents, currencyCode: string): Record<string, unknown> {
  const money = moneyV2(cents, currencyCode)
  return { shopMoney: money, presentmentMoney: money }
}

/** A MoneyBag as REST bodies write it. */
export function moneySet(cents: Cents, currency: string): Record<string, unknown> {
  const money = { amount: decimals(cents), currency_code: currency }
  return { shop_money: money, presentment_money: money }
}

/** What `"59.00"`, `"59.0"`, `"25"` or 25 is in cents; undefined where it is no sum of money. */
export function centsOf(written: unknown): Cents | undefined {
  const text = typeof written === 'number' ? String(written) : written
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) return undefined
  return Math.round(Number(text) * 100)
}
