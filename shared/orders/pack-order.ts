import { byteReader, byteWriter } from '../basics/bytes.ts'
import type { ByteReader, ByteWriter } from '../basics/bytes.ts'
import { OrderFact } from './order.ts'

/**
 * A device's order in as few bytes as can be: what stands on its receipt's code. Nothing is left out, not even whether
 * an optional field was null or absent, since the server tells a repeat by the hash of the whole (U3). The fields come
 * in one order and have no names; sums are written only where they are not what they should be.
 */
export function packOrder(fact: OrderFact): Uint8Array {
  const out = byteWriter()
  out.tag((fact.kind === 'refund' ? 1 : 0) + (fact.source === 'shopify' ? 2 : 0))
  for (const id of [fact.id, fact.branchId, fact.deviceId, fact.cashierId]) out.id(id)
  for (const id of [fact.shiftId, fact.customerId, fact.refundOf]) optional(out, id, out.id)
  out.text(fact.number)
  out.text(fact.currency)
  instant(out, fact.createdAt)
  out.count(fact.lines.length)
  for (const line of fact.lines) {
    out.id(line.id)
    out.id(line.productId)
    out.text(line.sku)
    out.text(line.title)
    for (const figure of [line.quantity, line.unitPrice, line.discount, line.taxRate]) out.count(figure)
    unless(out, line.total, line.quantity * line.unitPrice - line.discount)
    optional(out, line.refundOf, out.id)
    optional(out, line.restock, (restock) => out.tag(restock ? 1 : 0))
  }
  out.count(fact.discount)
  unless(out, fact.subtotal, sumOf(fact.lines))
  unless(out, fact.total, fact.subtotal - fact.discount)
  out.count(fact.tax)
  out.count(fact.payments.length)
  for (const payment of fact.payments) {
    out.text(payment.type)
    out.count(payment.amount)
    for (const figure of [payment.tendered, payment.change]) optional(out, figure, out.count)
    optional(out, payment.currency, out.text)
    optional(out, payment.rate, (rate) => out.text(String(rate)))
  }
  for (const words of [fact.reason, fact.note]) optional(out, words, out.text)
  out.count(fact.approvals.length)
  for (const { kind, approverId, reason, at, details } of fact.approvals) {
    out.text(kind)
    out.id(approverId)
    out.text(reason)
    instant(out, at)
    optional(out, details, (all) => out.text(JSON.stringify(all)))
  }
  return out.bytes()
}

/** The order of packed bytes; null where they are not what `packOrder` writes, or not an order. */
export function unpackOrder(bytes: Uint8Array): OrderFact | null {
  try {
    return OrderFact.safeParse(readOrder(byteReader(bytes))).data ?? null
  } catch {
    return null
  }
}

function readOrder(read: ByteReader): unknown {
  const what = read.tag()
  if (what > 3) throw new RangeError('no kind of order')
  const [id, branchId, deviceId, cashierId] = [read.id(), read.id(), read.id(), read.id()]
  const [shiftId, customerId, refundOf] = [ifAny(read, read.id), ifAny(read, read.id), ifAny(read, read.id)]
  const [number, currency, createdAt] = [read.text(), read.text(), readInstant(read)]
  const lines = times(read, () => readLine(read))
  const discount = read.count()
  const subtotal = orElse(read, sumOf(lines))
  const total = orElse(read, subtotal - discount)
  const tax = read.count()
  const payments = times(read, () => {
    const paid = { type: read.text(), amount: read.count() }
    const [tendered, change] = [ifAny(read, read.count), ifAny(read, read.count)]
    const [money, rate] = [ifAny(read, read.text), ifAny(read, () => Number(read.text()))]
    return present({ ...paid, tendered, change, currency: money, rate })
  })
  const [reason, note] = [ifAny(read, read.text), ifAny(read, read.text)]
  const approvals = times(read, () => {
    const given = { kind: read.text(), approverId: read.id(), reason: read.text(), at: readInstant(read) }
    return present({ ...given, details: ifAny(read, () => JSON.parse(read.text()) as unknown) })
  })
  read.end()
  const head = { id, number, kind: what % 2 === 1 ? 'refund' : 'sale', source: what > 1 ? 'shopify' : 'pos' }
  const where = { branchId, deviceId, cashierId, shiftId, customerId, currency, lines, discount, subtotal }
  return { ...head, ...where, tax, total, payments, refundOf, reason, approvals, note, createdAt }
}

function readLine(read: ByteReader) {
  const names = { id: read.id(), productId: read.id(), sku: read.text(), title: read.text() }
  const [quantity, unitPrice, discount, taxRate] = [read.count(), read.count(), read.count(), read.count()]
  const total = orElse(read, quantity * unitPrice - discount)
  const [refundOf, restock] = [ifAny(read, read.id), ifAny(read, () => read.tag() === 1)]
  return {
    ...names,
    quantity,
    unitPrice,
    discount,
    taxRate,
    total,
    ...present({ refundOf, restock }),
  }
}

function sumOf(lines: readonly { total: number }[]): number {
  return lines.reduce((sum, line) => sum + line.total, 0)
}

/** Absent, null or a value: three things, since the payload's hash tells them apart. */
function optional<Value>(
  out: ByteWriter,
  value: Value | null | undefined,
  write: (value: Value) => void,
): void {
  out.tag(value === undefined ? 0 : value === null ? 1 : 2)
  if (value != null) write(value)
}

function ifAny<Value>(read: ByteReader, readValue: () => Value): Value | null | undefined {
  const how = read.tag()
  if (how > 2) throw new RangeError('neither absent nor there')
  return how === 0 ? undefined : how === 1 ? null : readValue()
}

/** A sum: nothing but a mark where it is what it should be. */
function unless(out: ByteWriter, value: number, expected: number): void {
  out.tag(value === expected ? 0 : 1)
  if (value !== expected) out.count(value)
}

function orElse(read: ByteReader, expected: number): number {
  return read.tag() === 0 ? expected : read.count()
}

/** `2026-11-21T09:14:05.123Z` as two numbers of eight and nine figures. */
function instant(out: ByteWriter, at: string): void {
  const figures = at.replaceAll(/\D/g, '')
  out.count(Number(figures.slice(0, 8)))
  out.count(Number(figures.slice(8)))
}

function readInstant(read: ByteReader): string {
  const [day, time] = [String(read.count()).padStart(8, '0'), String(read.count()).padStart(9, '0')]
  const written = /^(\d{4})(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)(\d{3})$/.exec(`${day} ${time}`)
  if (!written) throw new RangeError('no time')
  const [, year, month, date, hour, minute, second, rest] = written
  return `${year}-${month}-${date}T${hour}:${minute}:${second}.${rest}Z`
}

function times<Value>(read: ByteReader, readOne: () => Value): Value[] {
  const length = read.count()
  if (length > 1000) throw new RangeError('more than any order has')
  return Array.from({ length }, readOne)
}

/** Without the members that are undefined: absent is not the same as null here. */
function present<Members extends object>(members: Members): Partial<Members> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Partial<Members>
}
