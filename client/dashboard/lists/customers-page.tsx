import { ReceiptText } from 'lucide-react'
import { useMemo } from 'react'
import type { Customer } from '../../../shared/customers/customer.ts'
import { go } from '../../app/place.ts'
import { useShop } from '../../app/shop-context.ts'
import { useTranslation } from '../../i18n/i18n.ts'
import { useWords } from '../../i18n/use-words.ts'
import type { Column } from '../grid/column.ts'
import { GridPage } from '../grid/grid-page.tsx'
import { customerSource } from './customer-source.ts'
import { column, firstView } from './list-parts.ts'

const first = firstView('name', { down: false })

/** Everybody who is known to have bought, at whichever branch. */
export function CustomersPage() {
  const shop = useShop()
  const { language } = useTranslation()
  const words = useWords()
  const { t, fullMoment } = words
  const source = customerSource(shop)
  const columns = useMemo(
    (): Column<Customer>[] => {
      return [
        column('name', t('grid.name'), 240, ({ name }) => name),
        column('phone', t('grid.phone'), 180, ({ phone }) => phone ?? ''),
        column('email', t('grid.email'), 260, ({ email }) => email ?? ''),
        column('note', t('grid.note'), 300, ({ note }) => note ?? '', { sortable: false }),
        column('updatedAt', t('grid.updatedAt'), 170, ({ updatedAt }) => updatedAt, {
          cell: ({ updatedAt }: Customer) => fullMoment(updatedAt),
        }),
      ]
    },
    // The words are those of the language; they are made anew with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [language],
  )
  return (
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
    />
  )
}
