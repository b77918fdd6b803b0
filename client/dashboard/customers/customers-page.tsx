import { ReceiptText, Upload } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import type { Customer } from '../../../shared/customers/customer.ts'
import { later } from '../../app/later.tsx'
import { go } from '../../app/place.ts'
import { useShop } from '../../app/shop-context.ts'
import { typedOf, type CustomerField } from '../../customers/customer-fields.ts'
import { useTranslation } from '../../i18n/i18n.ts'
import '../../i18n/sheet-words.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useAdminHere } from '../../settings/use-admin-here.ts'
import type { Column } from '../grid/column.ts'
import { GridPage } from '../grid/grid-page.tsx'
import { useEdits } from '../grid/use-edits.ts'
import { column, firstView } from '../lists/list-parts.ts'
import { customerSource } from './customer-source.ts'
import { pushDocuments } from '../push-documents.ts'
import { readCustomer } from './edit-customer.ts'
import { sendCustomers } from './send-customers.ts'

const CustomerImport = later(() =>
  import('../import/customer-import.tsx').then((module) => ({ default: module.CustomerImport })),
)

const first = firstView('name', { down: false })

/** Everybody who is known to have bought, at whichever branch. Admins edit in the rows, and bring in a file. */
export function CustomersPage() {
  const shop = useShop()
  const { language } = useTranslation()
  const words = useWords()
  const { t, fullMoment } = words
  const source = customerSource(shop)
  const isAdmin = useAdminHere()
  const [importing, setImporting] = useState(false)
  const { notes, take, leave } = useEdits<Customer, CustomerField>({
    source,
    nameOf: ({ name }) => name,
    read(customer, field, typed) {
      const read = readCustomer(customer, field, typed)
      if (read.kind === 'changed') return { kind: 'changed', item: read.customer }
      return { kind: 'fault', why: t(read.why === 'note' ? 'grid.noText' : `customer.${read.why}Fault`) }
    },
    async send(before, after) {
      const push = (rows: Parameters<typeof pushDocuments<Customer>>[1]) => pushDocuments('customers', rows)
      const said = await sendCustomers([{ before, after }], { update: shop.customers.update, push })
      return said.get(after.id) ?? null
    },
  })
  const columns = useMemo(
    (): Column<Customer>[] => {
      const typed = (field: CustomerField, title: string, width: number, more = {}) =>
        column<Customer>(field, title, width, (customer) => typedOf(customer)[field], {
          ...more,
          ...(isAdmin
            ? {
                edit: {
                  begin: (customer) => typedOf(customer)[field],
                  take: (customer, value) => take(customer, field, value),
                  leave: (customer) => leave(customer, field),
                },
              }
            : {}),
        })
      return [
        typed('name', t('grid.name'), 240),
        typed('phone', t('grid.phone'), 180),
        typed('email', t('grid.email'), 260),
        typed('note', t('grid.note'), 300, { sortable: false }),
        column('updatedAt', t('grid.updatedAt'), 170, ({ updatedAt }) => updatedAt, {
          cell: ({ updatedAt }: Customer) => fullMoment(updatedAt),
        }),
      ]
    },
    // The words are those of the language; they are made anew with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [language, isAdmin, source],
  )
  return (
    <>
      <GridPage
        name="customers"
        title={t('grid.customers')}
        source={source}
        columns={columns}
        fields={[]}
        first={first}
        searchHint={t('grid.searchCustomers')}
        // All they ever bought is in the archive, which finds orders by their customer's name.
        withRow={({ name }) => [
          {
            id: 'customer orders',
            says: 'grid.customerOrders',
            icon: ReceiptText,
            for: 'desk',
            run: () => go('/archive', { search: `?${new URLSearchParams({ search: name }).toString()}` }),
          },
        ]}
        nothing={{ title: t('grid.noCustomers'), hint: t('grid.noCustomersHint') }}
        notes={notes}
        actions={[
          {
            id: 'customers import',
            says: 'grid.import',
            icon: Upload,
            keys: 'I',
            for: 'admin',
            run: () => setImporting(true),
          },
        ]}
      />
      {importing ? (
        <Suspense>
          <CustomerImport source={source} onClose={() => setImporting(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
