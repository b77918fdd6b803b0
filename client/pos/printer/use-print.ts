import { useCallback, useEffect } from 'react'
import { settingsOf } from '../../../shared/branches/branch.ts'
import type { Order } from '../../../shared/orders/order.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useLanePeople } from '../../people/people-context.ts'
import { printReceipt } from '../print-receipt.ts'
import { lookUp, wholeContent } from '../receipt/use-receipt.ts'
import { useOpenTill } from '../use-till.ts'
import { thisPrinter } from './this-printer.ts'

type Printed = { order: Order; copy: number | null }

/**
 * Prints a receipt: by the paired printer, behind everything else, or by the browser's dialog where there is none. By
 * the dialog only a receipt that is on the page.
 */
export function usePrint(): (printed: Printed, how?: { drawer: boolean }) => Promise<void> {
  const words = useWords()
  const { shop, branch } = useOpenTill()
  const { people } = useLanePeople()
  return useCallback(
    async ({ order, copy }, { drawer } = { drawer: false }) => {
      if (thisPrinter.settings().connection === 'none') {
        await printReceipt(order.id)
        return
      }
      const found = await lookUp(order, shop, people)
      const settled = { name: branch.name, settings: settingsOf(branch.settings) }
      const pieces = wholeContent(
        { order, branch: settled, copy, training: shop.session.training === true, people, found },
        words,
      )
      thisPrinter.queue.add({ name: order.number, pieces, codes: found.codes, drawer })
    },
    [words, shop, branch, people],
  )
}

/** Orders that came out by themselves in this page: drawn once more, they are not printed once more. */
const printed = new Set<string>()

/** After a sale or a refund: prints it and opens the drawer, as the printer's settings say. */
export function useAutoPrint(order: Order | null): void {
  const print = usePrint()
  useEffect(() => {
    if (!order || printed.has(order.id)) return
    printed.add(order.id)
    const { connection, auto, drawer } = thisPrinter.settings()
    if (connection === 'none') return
    const opens = drawer && order.payments.some(({ type }) => type === 'cash')
    if (auto) void print({ order, copy: null }, { drawer: opens })
    else if (opens) thisPrinter.queue.add({ name: order.number, pieces: [], codes: [], drawer: true })
  }, [order, print])
}
