import type { Branch } from '../../../shared/branches/branch.ts'
import type { Approval, Order } from '../../../shared/orders/order.ts'
import { paidByLine } from '../../../shared/orders/settle.ts'
import type { BasisPoints, Minor } from '../../../shared/basics/scalars.ts'
import { changeGiven, isForeign, roundingOf, roundingType } from '../../../shared/orders/payments.ts'
import { taxContained } from '../../../shared/orders/sums.ts'
import type { Words } from '../../i18n/use-words.ts'

/** What a receipt is made of, from the top: drawn on the screen and on paper, and told to a printer, all the same. */
export type ReceiptPiece =
  | { kind: 'title' | 'middle' | 'words'; text: string }
  | { kind: 'row'; left: string; right: string; strong?: boolean }
  | { kind: 'rule' }
  | { kind: 'codes' }

/** Everything that is on a receipt beside its order. */
export type ReceiptFacts = {
  order: Order
  branch: Pick<Branch, 'name' | 'settings'>
  /** Null where a desk does not know the people of the lane. */
  cashier: string | null
  customer: string | null
  /** The receipt that a refund gives back. */
  original: string | null
  approvers: ReadonlyMap<string, string>
  /** Which copy it is; null for the first one. */
  copy: number | null
  /** Nobody has bought anything: it must not look as if they had. */
  training: boolean
}

export type ReceiptWords = Pick<Words, 't' | 'money' | 'fullMoment' | 'number'> & {
  /** What a kind of payment is called. */
  typeName(type: string): string
}

/** The receipt of a sale or a refund, in the reader's language. */
export function receiptContent(facts: ReceiptFacts, words: ReceiptWords): ReceiptPiece[] {
  const { order, branch, copy } = facts
  const { t } = words
  return [
    ...(copy === null ? [] : [title(copy > 1 ? `${t('receipt.copy')} ${copy}` : t('receipt.copy'))]),
    ...(facts.training ? [title(t('training.mark')), middle(t('training.noSale'))] : []),
    title(branch.name),
    ...(branch.settings.address ? [middle(branch.settings.address)] : []),
    ...(order.kind === 'refund'
      ? [title(t(order.reason === 'void' ? 'receipt.void' : 'receipt.refund'))]
      : []),
    ...head(facts, words),
    { kind: 'rule' },
    ...order.lines.flatMap((line) => lineOf(line, order, words)),
    { kind: 'rule' },
    ...sums(order, words),
    { kind: 'rule' },
    ...payments(order, words),
    ...approvals(facts, words),
    { kind: 'codes' },
    middle(branch.settings.receiptFooter || t('receipt.thanks')),
  ]
}

function head(
  { order, cashier, customer, original }: ReceiptFacts,
  { t, fullMoment }: ReceiptWords,
): ReceiptPiece[] {
  const reason = order.kind === 'refund' && order.reason !== 'void' ? order.reason : null
  return [
    row(order.number, fullMoment(order.createdAt)),
    ...(cashier === null ? [] : [row(t('receipt.cashier'), cashier)]),
    ...(customer === null ? [] : [row(t('receipt.customer'), customer)]),
    ...(original === null ? [] : [row(t('receipt.original'), original)]),
    ...(reason ? [row(t('receipt.reason'), reason)] : []),
  ]
}

function lineOf(
  line: Order['lines'][number],
  order: Order,
  { t, money, number }: ReceiptWords,
): ReceiptPiece[] {
  const amount = (minor: number) => money(minor, order.currency)
  const { quantity, unitPrice, discount } = line
  return [
    { kind: 'words', text: line.title },
    row(`${number(quantity)} × ${amount(unitPrice)}`, amount(quantity * unitPrice)),
    ...(discount > 0 ? [row(t('receipt.discount'), `−${amount(discount)}`)] : []),
  ]
}

function sums(order: Order, { t, money, number }: ReceiptWords): ReceiptPiece[] {
  const amount = (minor: number) => money(minor, order.currency)
  const rates = taxByRate(order)
  return [
    ...(order.discount > 0
      ? [
          row(t('receipt.subtotal'), amount(order.subtotal)),
          row(t('receipt.saleDiscount'), `−${amount(order.discount)}`),
        ]
      : []),
    { kind: 'row', left: t('receipt.total'), right: amount(order.total), strong: true },
    ...rates.map(([rate, tax]) =>
      row(t('receipt.taxAt', { rate: number(rate / 100, { maximumFractionDigits: 2 }) }), amount(tax)),
    ),
  ]
}

/** The tax contained, by rate, the highest first; adds up to the order's (O5). */
function taxByRate(order: Order): [number, number][] {
  const rates = new Map<number, number>()
  const paid = paidByLine(order)
  for (const [index, { taxRate }] of order.lines.entries()) {
    const tax = taxContained((paid[index] ?? 0) as Minor, taxRate as BasisPoints)
    rates.set(taxRate, (rates.get(taxRate) ?? 0) + tax)
  }
  return [...rates].toSorted(([a], [b]) => b - a)
}

function payments(order: Order, { t, money, number, typeName }: ReceiptWords): ReceiptPiece[] {
  const { currency } = order
  const change = changeGiven(order.payments)
  const rounding = roundingOf(order.payments)
  const heading =
    order.kind === 'refund' && order.payments.length > 0
      ? [{ kind: 'words', text: t('receipt.paidBack') } as const]
      : []
  return [
    ...heading,
    ...order.payments
      .filter(({ type }) => type !== roundingType)
      .map((payment) => {
        const given = payment.tendered ?? payment.amount
        if (!isForeign(payment, currency)) return row(typeName(payment.type), money(given, currency))
        const rate = number(payment.rate ?? 1, { maximumFractionDigits: 8 })
        const left = `${typeName(payment.type)} 1 ${payment.currency} = ${rate} ${currency}`
        return row(left, money(given, payment.currency))
      }),
    ...(rounding === 0
      ? []
      : [row(t('receipt.rounding'), `${rounding < 0 ? '−' : '+'}${money(Math.abs(rounding), currency)}`)]),
    ...(change > 0 ? [row(t('receipt.change'), money(change, currency))] : []),
  ]
}

/** Who allowed what: it is on the paper that the customer takes and the shop keeps. */
function approvals({ order, approvers }: ReceiptFacts, { t }: ReceiptWords): ReceiptPiece[] {
  const kinds: Readonly<Record<string, string>> = {
    line_discount: t('approval.line_discount'),
    cart_discount: t('approval.cart_discount'),
    price_override: t('approval.price_override'),
    refund: t('approval.refund'),
    standalone_refund: t('approval.standalone_refund'),
  }
  const said = order.approvals.flatMap(({ kind, approverId }: Approval) => {
    const what = kinds[kind]
    return what ? [`${what}: ${approvers.get(approverId) ?? t('receipt.manager')}`] : []
  })
  return [...new Set(said)].map((text) => middle(t('receipt.approved', { what: text })))
}

const title = (text: string): ReceiptPiece => ({ kind: 'title', text })
const middle = (text: string): ReceiptPiece => ({ kind: 'middle', text })
const row = (left: string, right: string): ReceiptPiece => ({ kind: 'row', left, right })
