import { useEffect, useState } from 'react'
import type { Customer } from '../../shared/customers/customer.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'

/**
 * A customer by id; null where nobody is named, or where this device has yet to hear of them (U6): then it looks again
 * whenever something was pulled.
 */
export function useCustomer(id: string | null): Customer | null {
  const { customers } = useShop()
  const { lastSync, waiting } = useSyncState()
  const [customer, setCustomer] = useState<Customer | null>(null)
  useEffect(() => {
    if (id === null) return
    let current = true
    void customers
      .byId(id)
      .catch(() => null)
      .then((found) => (current ? setCustomer(found) : undefined))
    return () => {
      current = false
    }
    // What was pulled or edited since may be this customer.
  }, [customers, id, lastSync, waiting])
  return id !== null && customer?.id === id ? customer : null
}
