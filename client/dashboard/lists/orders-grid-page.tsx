import { ReceiptText } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { OrderStatus, type Order } from '../../../shared/orders/order.ts'
import { signedTotal } from '../../../shared/orders/signed-total.ts'
import { later } from '../../app/later.tsx'
import { useShop } from '../../app/shop-context.ts'
import { useAddressed } from '../../app/use-addressed.ts'
import { useTelling } from '../../bulk/use-telling.ts'
import type { OrderBrief } from '../../database/shop.ts'
import { useTranslation } from '../../i18n/i18n.ts'
import { readSignedMoney } from '../../i18n/money.ts'
import { OnlineMark } from '../../orders/online-mark.tsx'
import { StatusPill } from '../../orders/status-pill.tsx'
import type { Column } from '../grid/column.ts'
import type { FilterField } from '../grid/filter-field.ts'
import { GridPage } from '../grid/grid-page.tsx'
import { branchColumn, branchFilter, choiceFilter, column, firstView } from './list-parts.ts'
import { orderSource } from './order-source.ts'

const CaseSheet = later(() =>
  import('../../conflicts/case-sheet.tsx').then((module) => ({ default: module.CaseSheet })),
)

const first = firstView('createdAt', { down: true })

/** Every order of the last thirty days on this device, of every branch, in columns; the desk has its cases. */
export function OrdersGridPage() {
  const shop = useShop()
  const { language } = useTranslation()
  const { words, branches, currency } = useTelling()
  const { t, money, typedMoney, moment } = words
  const [chosen, setChosen] = useState<Order | null>(null)
  const source = orderSource(shop)
  const places = { pos: t('grid.till'), shopify: t('common.onlineShop') }
  const open = (id: string) => void shop.orders.byId(id).then(setChosen)
  useAddressed('order', open)
  const columns = useMemo(
    (): Column<OrderBrief>[] => {
      return [
        column('number', t('desk.number'), 180, ({ number }) => number, {
          cell: (order: OrderBrief) => (
            <>
              {order.number}
              <OnlineMark order={order} />
            </>
          ),
        }),
        column('createdAt', t('desk.time'), 150, ({ createdAt }) => createdAt, {
          cell: ({ createdAt }: OrderBrief) => moment(createdAt),
        }),
        column('total', t('desk.total'), 120, (order) => typedMoney(signedTotal(order), order.currency), {
          cell: (order: OrderBrief) => money(signedTotal(order), order.currency),
          end: true,
        }),
        column('status', t('desk.status'), 140, ({ status }) => status, {
          cell: ({ status }: OrderBrief) => <StatusPill status={status} />,
        }),
        branchColumn(branches, t),
        column('kind', t('grid.kind'), 110, ({ kind }) => t(`grid.kind_${kind}`)),
        column('source', t('grid.soldAt'), 130, ({ source }) => places[source]),
        column('titles', t('desk.products'), 360, ({ titles }) => titles, { sortable: false }),
      ]
    },
    // The words are those of the language; they are made anew with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [language, branches],
  )
  const fields: FilterField[] = [
    choiceFilter(
      'status',
      t('desk.status'),
      OrderStatus.options.map((value) => ({ value, label: t(`orders.${value}`) })),
    ),
    branchFilter(branches, t),
    {
      name: 'kind',
      title: t('grid.kind'),
      ops: ['is'],
      value: {
        kind: 'one',
        options: () => [
          { value: 'sale', label: t('grid.kind_sale') },
          { value: 'refund', label: t('grid.kind_refund') },
        ],
      },
    },
    {
      name: 'source',
      title: t('grid.soldAt'),
      ops: ['is'],
      value: {
        kind: 'one',
        options: () => [
          { value: 'pos', label: places.pos },
          { value: 'shopify', label: places.shopify },
        ],
      },
    },
    {
      name: 'total',
      title: t('desk.total'),
      ops: ['gt', 'lt', 'is'],
      value: {
        kind: 'number',
        read: (typed) => readSignedMoney(typed, currency),
        show: (value) => money(value, currency),
      },
    },
  ]
  return (
    <>
      <GridPage
        name="orders"
        title={t('grid.orders')}
        source={source}
        columns={columns}
        fields={fields}
        first={first}
        searchHint={t('desk.search')}
        nothing={{ title: t('desk.nothingYet'), hint: t('desk.nothingYetHint') }}
        withRow={({ id }) => [
          { id: 'order open', says: 'grid.openOrder', icon: ReceiptText, for: 'desk', run: () => open(id) },
        ]}
      />
      {chosen ? (
        <Suspense>
          <CaseSheet order={chosen} branches={branches} onClose={() => setChosen(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
