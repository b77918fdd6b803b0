import { useEffect, useMemo } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Order } from '../../../shared/orders/order.ts'
import { useShop } from '../../app/shop-context.ts'
import { spoken } from '../../i18n/i18n.ts'
import { useWords } from '../../i18n/use-words.ts'
import { usePeople } from '../../people/people-context.ts'
import { note } from '../../ui/note.ts'
import type { AtTill, Printed } from './print-order.ts'
import { printerKey } from './printer-key.ts'

/** Prints a receipt of this branch. What does it comes when it is asked for: most sales print nothing. */
export function usePrint(branch: Branch): (printed: Printed) => Promise<void> {
  const till = useAtTill(branch)
  return async (printed) => {
    const printing = await import('./print-order.ts').catch(sayNotFetched)
    await printing?.printOrder(printed, till)
  }
}

/** After a sale or a refund: prints it and opens the drawer, where this browser has a printer that shall. */
export function useAutoPrint(order: Order | null, branch: Branch): void {
  const till = useAtTill(branch)
  useEffect(() => {
    if (!order || localStorage.getItem(printerKey) === null) return
    void import('./print-order.ts')
      .catch(sayNotFetched)
      .then((printing) => printing?.printByItself(order, till))
  }, [order, till])
}

/** Said where the script that prints does not come: whoever asked for paper must know that none comes. */
function sayNotFetched(): void {
  const { t } = spoken()
  note(t('app.partNotFetched'), t('app.partReload'))
}

function useAtTill(branch: Branch): AtTill {
  const words = useWords()
  const shop = useShop()
  const people = usePeople()?.people ?? null
  return useMemo(() => ({ words, shop, branch, people }), [words, shop, branch, people])
}
