import { History, ReceiptText } from 'lucide-react'
import { useMemo } from 'react'
import { readableNote } from '../../../shared/inventory/approved-note.ts'
import { MovementReason } from '../../../shared/inventory/stock-movement.ts'
import { go } from '../../app/place.ts'
import { useShop } from '../../app/shop-context.ts'
import { useTelling } from '../../bulk/use-telling.ts'
import type { KnownMovement, Shop } from '../../database/shop.ts'
import { useTranslation } from '../../i18n/i18n.ts'
import type { Column } from '../grid/column.ts'
import type { FilterField } from '../grid/filter-field.ts'
import { GridPage } from '../grid/grid-page.tsx'
import { titleOf } from '../products/product-source.ts'
import type { Field } from '../table/field.ts'
import { branchColumn, branchFilter, choiceFilter, column, firstView } from './list-parts.ts'
import { listSource } from './list-source.ts'

const first = firstView('createdAt', { down: true })

type Movement = KnownMovement
const table: readonly Field<Movement>[] = [
  { kind: 'number', name: 'createdAt', of: ({ createdAt }) => Date.parse(createdAt) },
  { kind: 'number', name: 'delta', of: ({ delta }) => delta },
  { kind: 'number', name: 'balance', of: ({ balance }) => balance },
  { kind: 'choice', name: 'reason', of: ({ reason }) => reason },
  { kind: 'choice', name: 'branch', of: ({ branchId }) => branchId },
]

/** The ledger of the last thirty days, of every branch: what happened to which shelf, and why. */
export function MovementsPage() {
  const shop = useShop()
  const { language } = useTranslation()
  const { words, branches } = useTelling()
  const { t, number, moment } = words
  const source = listSource(shop, 'stockMovements', table, ({ productId, note }) => {
    const product = shop.catalogue.product(productId)
    return [product ? titleOf(product) : '', product?.sku ?? '', readableNote(note)]
  })
  const columns = useMemo(
    (): Column<Movement>[] => {
      const signed = (delta: number) => number(delta, { signDisplay: 'exceptZero' })
      return [
        column('createdAt', t('desk.time'), 160, ({ createdAt }) => createdAt, {
          cell: ({ createdAt }: Movement) => moment(createdAt),
        }),
        column('product', t('grid.product'), 300, (movement) => nameIn(shop, movement), { sortable: false }),
        column('sku', t('grid.sku'), 140, ({ productId }) => shop.catalogue.product(productId)?.sku ?? '', {
          sortable: false,
        }),
        column('delta', t('grid.delta'), 100, ({ delta }) => String(delta), {
          cell: ({ delta }: Movement) => signed(delta),
          end: true,
        }),
        column('balance', t('grid.balance'), 130, ({ balance }) => String(balance ?? ''), {
          cell: ({ balance }: Movement) => (balance === null ? '—' : number(balance)),
          end: true,
        }),
        column('reason', t('grid.reason'), 180, ({ reason }) => t(`stock.did_${reason}`)),
        branchColumn(branches, t),
        column('note', t('grid.note'), 260, ({ note }) => readableNote(note), { sortable: false }),
      ]
    },
    // The words are those of the language; they are made anew with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [language, branches, shop],
  )
  const fields: FilterField[] = [
    choiceFilter(
      'reason',
      t('grid.reason'),
      MovementReason.options.map((reason) => ({ value: reason, label: t(`stock.did_${reason}`) })),
    ),
    branchFilter(branches, t),
    {
      name: 'delta',
      title: t('grid.delta'),
      ops: ['lt', 'gt', 'is'],
      value: {
        kind: 'number',
        read: (typed) => (/^-?\d{1,9}$/.test(typed.trim()) ? Number(typed) : null),
        show: (value) => number(value),
      },
    },
  ]
  return (
    <GridPage
      name="movements"
      title={t('grid.movements')}
      source={source}
      columns={columns}
      fields={fields}
      first={first}
      searchHint={t('grid.searchMovements')}
      withRow={({ orderId, productId, branchId }) => [
        ...(orderId === null
          ? []
          : [
              {
                id: 'order open',
                says: 'grid.openOrder',
                icon: ReceiptText,
                for: 'desk',
                run: () => go('/orders/all', { search: `?order=${orderId}` }),
              } as const,
            ]),
        {
          id: 'product history',
          says: 'ledger.title',
          icon: History,
          for: 'desk',
          run: () => go(`/products/${productId}/history`, { search: `?branchId=${branchId}` }),
        },
      ]}
      nothing={{ title: t('grid.noMovements'), hint: t('grid.noMovementsHint') }}
    />
  )
}

function nameIn(shop: Shop, { productId }: Movement): string {
  const product = shop.catalogue.product(productId)
  return product ? titleOf(product) : productId
}
