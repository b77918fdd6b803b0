import { useEffect, useMemo } from 'react'
import type { Order } from '../../../shared/orders/order.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useLanePeople } from '../../people/people-context.ts'
import { useOpenTill } from '../use-till.ts'
import type { AtTill, Printed } from './print-order.ts'
import { printerKey } from './printer-key.ts'

/** Prints a receipt of the till that is open. What does it comes when it is asked for: most sales print nothing. */
export function usePrint(): (printed: Printed) => Promise<void> {
  const till = useAtTill()
  return async (printed) => (await import('./print-order.ts')).printOrder(printed, till)
}

/** After a sale or a refund: prints it and opens the drawer, where this browser has a printer that shall. */
export function useAutoPrint(order: Order | null): void {
  const till = useAtTill()
  useEffect(() => {
    if (!order || localStorage.getItem(printerKey) === null) return
    void import('./print-order.ts').then(({ printByItself }) => printByItself(order, till))
  }, [order, till])
}

function useAtTill(): AtTill {
  const words = useWords()
  const { shop, branch } = useOpenTill()
  const { people } = useLanePeople()
  return useMemo(() => ({ words, shop, branch, people }), [words, shop, branch, people])
}
