import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import type { Product } from '../../../shared/catalog/product.ts'
import type { Words } from '../../i18n/use-words.ts'
import { daysLeftWords } from '../../reorder/lasting.ts'
import { Pill } from '../../ui/pill.tsx'
import type { Column, Edit } from '../grid/column.ts'
import type { Edits } from '../grid/use-edits.ts'
import type { EditedField } from './edit-product.ts'
import { NEVER, stockField, titleOf } from './product-source.ts'

type Given = {
  words: Words
  currency: string
  branches: readonly Branch[]
  seesCost: boolean
  /** Null where products are only looked at. */
  edits: Edits<Product, EditedField> | null
  onHand(product: Product, branchId: string): number
  /** All branches together; null where it is not known. */
  figure(product: Product, name: 'velocity' | 'daysLeft' | 'toOrder'): number | null
  names(field: 'category' | 'tag'): readonly string[]
}

/** The columns of the products page; stock has one for each branch. */
export function productColumns(given: Given): Column<Product>[] {
  const { words, currency, branches, edits, onHand, names, figure } = given
  const { t, money, typedMoney, number, moment } = words
  const editing = (
    field: EditedField,
    begin: Edit<Product>['begin'],
    more: Partial<Edit<Product>> = {},
  ): { edit?: Edit<Product> } =>
    edits
      ? {
          edit: {
            begin,
            take: (product, typed) => edits.take(product, field, typed),
            leave: (product) => edits.leave(product, field),
            ...more,
          },
        }
      : {}
  const written = (value: number | null, how?: Intl.NumberFormatOptions) =>
    value === null ? '' : number(value, how)
  const daysLeft = (product: Product, say: Pick<Words, 't' | 'number'>) => {
    const days = figure(product, 'daysLeft')
    return days === null ? '' : daysLeftWords(days === NEVER ? null : days, say)
  }
  const total = (product: Product) => branches.reduce((sum, { id }) => sum + onHand(product, id), 0)
  const plain = (name: string, title: string, width: number, text: Column<Product>['text']) => ({
    name,
    title,
    width,
    text,
    cell: text,
  })
  const statuses = [
    { value: 'active', label: t('bulk.active') },
    { value: 'archived', label: t('bulk.archived') },
  ]
  return [
    {
      ...plain('title', t('grid.product'), 280, titleOf),
      ...editing('title', ({ title }) => title),
    },
    plain('sku', t('grid.sku'), 180, ({ sku }) => sku),
    {
      ...plain('price', t('grid.price'), 120, ({ price }) => typedMoney(price, currency)),
      cell: ({ price }: Product) => money(price, currency),
      end: true,
      ...editing('price', ({ price }) => typedMoney(price, currency)),
    },
    {
      ...plain('cost', t('grid.cost'), 120, ({ cost }) => (cost == null ? '' : typedMoney(cost, currency))),
      cell: ({ cost }: Product) => (cost == null ? '' : money(cost, currency)),
      end: true,
      hidden: true,
    },
    ...branches.map(({ id, name, settings }): Column<Product> => ({
      name: stockField(id),
      title: name,
      width: 110,
      end: true,
      hidden: !isOpen({ settings }),
      cell: (product) => number(onHand(product, id)),
      text: (product) => String(onHand(product, id)),
    })),
    {
      ...plain('onHand', t('grid.onHand'), 110, (product) => String(total(product))),
      cell: (product: Product) => number(total(product)),
      end: true,
      hidden: branches.length < 2,
    },
    {
      ...plain('velocity', t('grid.pace'), 120, (product) => String(figure(product, 'velocity') ?? '')),
      cell: (product: Product) => written(figure(product, 'velocity'), { maximumSignificantDigits: 3 }),
      end: true,
    },
    {
      ...plain('daysLeft', t('grid.daysLeft'), 120, (product) => daysLeft(product, { t, number: String })),
      cell: (product: Product) => daysLeft(product, words),
      end: true,
    },
    {
      ...plain('toOrder', t('grid.toOrder'), 110, (product) => String(figure(product, 'toOrder') ?? '')),
      cell: (product: Product) => written(figure(product, 'toOrder')),
      end: true,
      hidden: true,
    },
    {
      ...plain('category', t('grid.category'), 160, ({ category }) => category),
      ...editing('category', ({ category }) => category, { suggestions: () => names('category') }),
    },
    {
      ...plain('tag', t('grid.tags'), 180, ({ tags }) => tags.join(', ')),
      sortable: false,
      ...editing('tag', ({ tags }) => tags.join(', '), { suggestions: () => names('tag') }),
    },
    {
      ...plain('status', t('grid.status'), 120, ({ status }) => status),
      cell: ({ status }: Product) => (
        <Pill tone={status === 'active' ? 'good' : 'plain'}>
          {t(status === 'active' ? 'bulk.active' : 'bulk.archived')}
        </Pill>
      ),
      ...editing('status', ({ status }) => status, { options: statuses }),
    },
    plain('vendor', t('grid.vendor'), 160, ({ vendor }) => vendor),
    {
      ...plain('barcode', t('grid.barcode'), 150, ({ barcode }) => barcode ?? ''),
      sortable: false,
      hidden: true,
    },
    {
      ...plain('updatedAt', t('grid.updatedAt'), 150, ({ updatedAt }) => updatedAt),
      cell: ({ updatedAt }: Product) => moment(updatedAt),
      hidden: true,
    },
  ].filter(({ name }) => name !== 'cost' || given.seesCost)
}
