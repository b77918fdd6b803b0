import type { Customer } from '../../../shared/customers/customer.ts'
import { device } from '../../app/app-parts.ts'
import { useShop } from '../../app/shop-context.ts'
import type { CustomerField } from '../../customers/customer-fields.ts'
import { useWords } from '../../i18n/use-words.ts'
import { sendCustomers } from '../customers/send-customers.ts'
import { pushDocuments } from '../push-documents.ts'
import { eachInPauses } from '../table/each-in-pauses.ts'
import type { Source } from '../table/source.ts'
import { ImportDialog, type ImportKind } from './import-dialog.tsx'
import { contactsOf, planCustomer, type CustomerFault } from './plan-customers.ts'

/** A file of customers, found by their phone or their email. */
export function CustomerImport({ source, onClose }: { source: Source<Customer>; onClose(): void }) {
  const { t } = useWords()
  const { customers } = useShop()
  const kind: ImportKind<Customer, CustomerField, CustomerFault> = {
    lead: t('grid.importCustomersLead'),
    titles: {
      name: t('grid.name'),
      phone: t('grid.phone'),
      email: t('grid.email'),
      note: t('grid.note'),
    },
    lacks: ({ phone, email }) => (phone === null && email === null ? t('grid.needsContact') : null),
    async planner(mapping) {
      const byContact = new Map<string, Customer[]>()
      await eachInPauses(source, (customer) => {
        for (const one of contactsOf(customer)) byContact.set(one, [...(byContact.get(one) ?? []), customer])
      })
      const seen = new Set<string>()
      const find = (contacts: readonly string[]) => [
        ...new Set(contacts.flatMap((one) => byContact.get(one) ?? [])),
      ]
      const now = new Date(device.now()).toISOString()
      const given = { mapping, find, newId: device.newId, now }
      return (cells, line) => planCustomer(cells, line, seen, given)
    },
    says: (why) => t(`grid.fault_${why}`),
    nameOf: ({ name }) => name,
    shownAs: (_field, value) => value,
    button: (count) => t('grid.runImportCustomers', { count }),
    push: (rows) =>
      sendCustomers(rows, { update: customers.update, push: (some) => pushDocuments('customers', some) }),
  }
  return <ImportDialog kind={kind} onClose={onClose} />
}
