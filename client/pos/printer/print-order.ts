import { settingsOf } from '../../../shared/branches/branch.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Order } from '../../../shared/orders/order.ts'
import { memory } from '../../app/app-parts.ts'
import type { Shop } from '../../database/shop.ts'
import '../../i18n/sheet-words.ts'
import type { Words } from '../../i18n/use-words.ts'
import type { People } from '../../people/lane-people.ts'
import { printReceipt } from '../print-receipt.ts'
import { reprints } from '../receipt/reprints.ts'
import { lookUp, wholeContent } from '../receipt/use-receipt.ts'
import { thisPrinter } from './this-printer.ts'

export type Printed = { order: Order; copy: number | null }

/** What a receipt is made of where it is printed; nobody is known by name where there is no lane. */
export type AtTill = { words: Words; shop: Shop; branch: Branch; people: People | null }

/**
 * Prints a receipt: by the paired printer, behind everything else, or by the browser's dialog where there is none. By
 * the dialog only a receipt that is on the page.
 */
export async function printOrder(
  { order, copy }: Printed,
  { words, shop, branch, people }: AtTill,
  { drawer } = { drawer: false },
): Promise<void> {
  if (thisPrinter.settings().connection === 'none') {
    await printReceipt(order.id, copy)
    return
  }
  const found = await lookUp(order, shop, people)
  const settled = { name: branch.name, settings: settingsOf(branch.settings) }
  const pieces = wholeContent(
    { order, branch: settled, copy, training: shop.session.training === true, people, found },
    words,
  )
  thisPrinter.queue.add({ name: order.number, pieces, codes: found.codes, drawer })
}

/** Orders that came out by themselves in this page: drawn once more, they are not printed once more. */
const printed = new Set<string>()

/** After a sale or a refund: prints it and opens the drawer, as the printer's settings say. */
export async function printByItself(order: Order, till: AtTill): Promise<void> {
  if (printed.has(order.id)) return
  printed.add(order.id)
  const { connection, auto, drawer } = thisPrinter.settings()
  if (connection === 'none') return
  const opens = drawer && order.payments.some(({ type }) => type === 'cash')
  if (auto)
    await printOrder({ order, copy: reprints(memory).next(order.id, 'sale') }, till, { drawer: opens })
  else if (opens) thisPrinter.queue.add({ name: order.number, pieces: [], codes: [], drawer: true })
}
