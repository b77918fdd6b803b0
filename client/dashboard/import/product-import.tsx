import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import type { Product } from '../../../shared/catalog/product.ts'
import { device } from '../../app/app-parts.ts'
import { useTelling } from '../../bulk/use-telling.ts'
import type { ProductSource } from '../products/product-source.ts'
import { pushDocuments } from '../push-documents.ts'
import { eachInPauses } from '../table/each-in-pauses.ts'
import { ImportDialog, type ImportKind } from './import-dialog.tsx'
import { planProduct, type ProductFault, type ProductField } from './plan-products.ts'

/** A file of products, found by their SKU. */
export function ProductImport({ source, onClose }: { source: ProductSource; onClose(): void }) {
  const { words, currency, branches } = useTelling()
  const { t, money } = words
  const kind: ImportKind<Product, ProductField, ProductFault> = {
    lead: t('grid.importLead'),
    titles: {
      sku: t('grid.sku'),
      title: t('grid.product'),
      price: t('grid.price'),
      category: t('grid.category'),
      vendor: t('grid.vendor'),
      barcode: t('grid.barcode'),
      tags: t('grid.tags'),
      status: t('grid.status'),
    },
    lacks: ({ sku }) => (sku === null ? t('grid.needsSku') : null),
    async planner(mapping) {
      const bySku = new Map<string, Product>()
      await eachInPauses(source, (product) => bySku.set(product.sku.toLowerCase(), product))
      const seen = new Set<string>()
      const taxRate = (branches[0]?.settings.defaultTaxRate ?? 0) as BasisPoints
      const find = (sku: string) => bySku.get(sku) ?? null
      const now = new Date(device.now()).toISOString()
      const given = { mapping, currency, taxRate, find, newId: device.newId, now }
      return (cells, line) => planProduct(cells, line, seen, given)
    },
    says: (why) => t(`grid.fault_${why}`),
    nameOf: ({ sku }) => sku,
    shownAs: (field, value) => (field === 'price' && value !== '' ? money(Number(value), currency) : value),
    button: (count) => t('grid.runImport', { count }),
    push: (rows) => pushDocuments('products', rows),
  }
  return <ImportDialog kind={kind} onClose={onClose} />
}
