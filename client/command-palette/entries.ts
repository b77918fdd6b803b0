import {
  ArrowRight,
  BookMarked,
  Building2,
  CircleUserRound,
  Contact,
  MonitorSmartphone,
  Package,
  ReceiptText,
  Search,
  Trash2,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import type { Person } from '../../shared/access/people.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Product } from '../../shared/catalog/product.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import type { BranchHealth } from '../../shared/status/branch-health.ts'
import { go, type Place } from '../app/place.ts'
import { titleOf } from '../dashboard/products/product-source.ts'
import type { OrderBrief } from '../database/shop.ts'
import type { Translate } from '../i18n/translate.ts'
import type { Words } from '../i18n/use-words.ts'
import { valuesOf, type Action } from './action.ts'
import type { Entry, SectionName } from './entry.ts'
import { perform } from './perform.ts'
import type { Recent } from './recent.ts'

const icons: Readonly<Partial<Record<SectionName, LucideIcon>>> = {
  pages: ArrowRight,
  products: Package,
  orders: ReceiptText,
  customers: Contact,
  branches: Building2,
  lanes: MonitorSmartphone,
  people: CircleUserRound,
  views: BookMarked,
}

export function ofAction(action: Action, section: SectionName, t: Translate): Entry {
  return {
    id: action.id,
    section,
    title: t(action.says, valuesOf(action)),
    icon: action.icon ?? icons[section] ?? Zap,
    ...(action.keys === undefined ? {} : { keys: action.keys }),
    ...(action.asks === undefined ? {} : { isDangerous: true }),
    run: () => perform(action),
  }
}

/** An entry that leads to a page, `search` from `?` on. */
function leading(entry: Omit<Entry, 'icon' | 'run' | 'address'>, place: Place, search?: string): Entry {
  return {
    ...entry,
    icon: icons[entry.section] ?? ArrowRight,
    address: place + (search ?? ''),
    run: () => go(place, search === undefined ? {} : { search }),
  }
}

export function ofProduct(product: Product, { money }: Words, currency: string): Entry {
  const { id, sku, price } = product
  const detail = `${sku} · ${money(price, currency)}`
  return leading(
    { id: `product ${id}`, section: 'products', title: titleOf(product), detail },
    `/products/${id}/history`,
  )
}

export function ofOrder(order: OrderBrief, { t, money, moment }: Words): Entry {
  const { id, number, status, total, currency, createdAt } = order
  const detail = [moment(createdAt), money(total, currency), t(`orders.${status}`)].join(' · ')
  return leading(
    { id: `order ${id}`, section: 'orders', title: number, detail },
    '/orders/all',
    `?order=${id}`,
  )
}

export function ofCustomer({ id, name, phone, email }: Customer): Entry {
  const search = `?${new URLSearchParams({ q: email ?? phone ?? name }).toString()}`
  const detail = [phone, email].filter(Boolean).join(' · ')
  return leading({ id: `customer ${id}`, section: 'customers', title: name, detail }, '/customers', search)
}

/** An admin comes to a branch's settings, others to how it does. */
export function ofBranch({ id, name, code }: Branch, isAdmin: boolean): Entry {
  const entry = { id: `branch ${id}`, section: 'branches', title: name, detail: code } as const
  return leading(entry, isAdmin ? `/settings/branches/${code}` : '/branches')
}

export function ofLane(lane: BranchHealth['lanes'][number], branch: BranchHealth): Entry {
  const title = `${branch.code}-${lane.code} ${lane.name}`
  return leading(
    { id: `lane ${lane.id}`, section: 'lanes', title, detail: branch.name },
    `/devices/${lane.id}/sync-log`,
  )
}

/** Shutting a lane out: its page asks, and says what the lane has not sent yet. */
export function revoking({ id, code, name }: BranchHealth['lanes'][number], branch: BranchHealth): Action {
  return {
    id: `revoke ${id}`,
    says: 'palette.revoke',
    values: { name: `${branch.code}-${code} ${name}` },
    icon: Trash2,
    for: 'admin',
    asks: 'itself',
    run: () => go('/settings/lanes', { search: `?revoke=${id}` }),
  }
}

export function ofPerson({ id, name, email }: Person): Entry {
  return leading(
    { id: `person ${id}`, section: 'people', title: name, detail: email },
    '/settings/people',
    `?person=${id}`,
  )
}

/** Somewhere that was gone to before. */
export function ofRecent({ id, section, title, detail, address }: Recent, place: Place): Entry {
  const search = address.slice(place.length)
  const entry = { id, title, ...(detail === undefined ? {} : { detail }) }
  return { ...leading({ ...entry, section: 'recent' }, place, search), icon: icons[section] ?? ArrowRight }
}

/** Where whoever has not found it here may look for the same words. */
export function further(text: string, { t }: Words): Entry[] {
  const of = (place: Place, name: string, key: string): Entry => ({
    ...leading(
      { id: `search ${place}`, section: 'further', title: t('palette.searchIn', { text, name }) },
      place,
      `?${new URLSearchParams({ [key]: text }).toString()}`,
    ),
    icon: Search,
  })
  return [
    of('/products', t('grid.products'), 'q'),
    of('/orders/all', t('grid.orders'), 'q'),
    of('/customers', t('grid.customers'), 'q'),
    of('/archive', t('archive.title'), 'search'),
  ]
}
