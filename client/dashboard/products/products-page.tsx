import { History, Upload } from 'lucide-react'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { Selection } from '../../../shared/bulk/selection.ts'
import type { Product } from '../../../shared/catalog/product.ts'
import { later } from '../../app/later.tsx'
import { go } from '../../app/place.ts'
import { useShop } from '../../app/shop-context.ts'
import { bulkActions } from '../../bulk/bulk-actions.ts'
import type { Kind } from '../../bulk/operation-draft.ts'
import { useTelling } from '../../bulk/use-telling.ts'
import { offeredTo } from '../../command-palette/action.ts'
import { useRights } from '../../command-palette/use-actions.ts'
import { useTranslation } from '../../i18n/i18n.ts'
import { useAdminHere } from '../../settings/use-admin-here.ts'
import { GridPage } from '../grid/grid-page.tsx'
import { useEdits } from '../grid/use-edits.ts'
import { pushDocuments } from '../push-documents.ts'
import type { View } from '../view/view.ts'
import { readProduct, type EditedField } from './edit-product.ts'
import { productColumns } from './product-columns.tsx'
import { askedOfStock, productFields, selectionOf } from './product-fields.ts'
import { productSource, stockField, titleOf } from './product-source.ts'
import { askForOrders } from './suggested-orders.ts'

const BulkDialog = later(() =>
  import('../../bulk/bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })),
)

const ProductImport = later(() =>
  import('../import/product-import.tsx').then((module) => ({ default: module.ProductImport })),
)

const first: View = {
  search: '',
  filters: [],
  sort: [{ field: 'title', down: false }],
  branchId: null,
  columns: null,
  dense: false,
}

/** Every product with its stock by branch. Admins edit in the rows, and many at once. */
export function ProductsPage() {
  const shop = useShop()
  const { language } = useTranslation()
  const telling = useTelling()
  const { words, currency, branches } = telling
  const { t } = words
  const isAdmin = useAdminHere()
  const source = productSource(shop)
  useEffect(() => source.branches(branches), [source, branches])
  const { notes, take, leave } = useEdits<Product, EditedField>({
    source,
    nameOf: titleOf,
    read(product, field, typed) {
      const read = readProduct(product, field, typed, currency)
      if (read.kind === 'changed') return { kind: 'changed', item: read.product }
      return { kind: 'fault', why: t(read.why === 'price' ? 'grid.noPrice' : 'grid.noText') }
    },
    send: async (before, after) =>
      (await pushDocuments('products', [{ before, after }])).get(after.id) ?? null,
  })
  const [importing, setImporting] = useState(false)
  const [change, setChange] = useState<{ selection: Selection; kind: Kind } | null>(null)
  const rights = useRights()
  const columns = useMemo(
    () =>
      productColumns({
        words,
        currency,
        branches,
        seesCost: isAdmin,
        edits: isAdmin ? { take, leave } : null,
        onHand: ({ id }, branchId) => {
          const column = source.table.columns.get(stockField(branchId))
          const level = column?.kind === 'number' ? column.at(source.find(id)) : 0
          return Number.isNaN(level) ? 0 : level
        },
        figure: ({ id }, name) => {
          if (name === 'toOrder') askForOrders(source)
          const column = source.table.columns.get(name)
          const value = column?.kind === 'number' ? column.at(source.find(id)) : Number.NaN
          return Number.isNaN(value) ? null : value
        },
        names: (field) => source.table.counts(field).map(({ name }) => name),
      }),
    // The words are those of the language; they are made anew with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [language, currency, branches, isAdmin, source],
  )
  const fields = productFields(source.table, words, currency, branches)
  const askedOf = useAskedOf(branches)
  return (
    <>
      <GridPage
        name="products"
        title={t('grid.products')}
        source={source}
        columns={columns}
        fields={fields}
        first={first}
        askedOf={askedOf}
        searchHint={t('grid.searchProducts')}
        nothing={{ title: t('grid.noProducts'), hint: t('grid.noProductsHint') }}
        notes={notes}
        actions={[
          {
            id: 'products import',
            says: 'grid.import',
            icon: Upload,
            keys: 'I',
            for: 'admin',
            run: () => setImporting(true),
          },
        ]}
        withSelection={(picked, view, count) => {
          const wanted = selectionOf(picked, view)
          return bulkActions(wanted ? count : 0, (kind) =>
            wanted ? setChange({ selection: wanted, kind }) : undefined,
          )
        }}
        withRow={({ id }) =>
          offeredTo(rights, [
            {
              id: 'product history',
              says: 'ledger.title',
              icon: History,
              for: 'desk',
              run: () => go(`/products/${id}/history`),
            },
            ...bulkActions(1, (kind) => setChange({ selection: { kind: 'products', ids: [id] }, kind })),
          ])
        }
      />
      {importing ? (
        <Suspense>
          <ProductImport source={source} onClose={() => setImporting(false)} />
        </Suspense>
      ) : null}
      {change ? (
        <Suspense>
          <BulkDialog {...change} onClose={() => setChange(null)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** Keeps its identity for as long as the branches stay: the rows are not put in order anew with every drawing. */
function useAskedOf(branches: Parameters<typeof askedOfStock>[1]) {
  return useCallback((view: View) => askedOfStock(view, branches), [branches])
}
