import type { BasisPoints, Minor } from '../../shared/basics/scalars.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { Role } from '../../shared/access/roles.ts'
import { chanceOf } from '../chance.ts'
import { idsOf } from '../ids.ts'

export type DemoUser = {
  id: string
  email: string
  name: string
  role: Role
  branchId: string | null
  password: string
  pin: string
}

/** A lane and who has signed in on it. */
export type DemoLane = { id: string; code: string; name: string; branchId: string; cashierIds: string[] }

/** A branch as the simulation knows it. */
export type DemoBranch = {
  document: Branch
  lanes: DemoLane[]
  /** Who receives deliveries and counts the shelves. */
  keeperId: string
  /** How many customers it has beside the others. */
  weight: number
}

export type DemoShop = {
  tenantId: string
  name: string
  currency: string
  timeZone: string
  branches: DemoBranch[]
  users: DemoUser[]
  adminId: string
  supportId: string
}

const places: readonly (readonly [code: string, name: string, address: string])[] = [
  ['DT', 'Downtown', '12 Market Street'],
  ['RV', 'Riverside', '48 Quay Road'],
  ['AP', 'Airport', 'Terminal 2, Level 1'],
  ['OM', 'Old Mill', '3 Mill Lane'],
  ['UN', 'University', '210 College Avenue'],
  ['HG', 'Highgate', '77 Hill Road'],
  ['ST', 'Station', '1 Station Square'],
  ['LK', 'Lakeside', '19 Shore Drive'],
  ['GM', 'Garden Mall', 'Garden Mall, Unit 24'],
  ['WE', 'West End', '5 Theatre Row'],
]
const cashierNames = [
  'Sam Rivera',
  'Jo Lindqvist',
  'Kim Adeyemi',
  'Alex Moreau',
  'Noor Haddad',
  'Robin Tanaka',
]
const PASSWORD = 'demo'

/** What the demo business is called. */
export const DEMO_NAME = 'Demo Outfitters'

/**
 * The demo business: its branches with two lanes each, and people who may log in everywhere with the same password.
 * Every branch has a cashier; the admin helps out at the first branch.
 *
 * @param from when the business began, milliseconds since 1970
 */
export function makeShop(options: {
  seed: number
  branches: number
  from: number
  timeZone: string
}): DemoShop {
  const newId = idsOf(chanceOf(options.seed, 'shop ids'))
  const next = () => newId(options.from)
  const person = (
    email: string,
    name: string,
    role: Role,
    branchId: string | null,
    pin: string,
  ): DemoUser => ({
    id: next(),
    email: `${email}@demo.test`,
    name,
    role,
    branchId,
    password: PASSWORD,
    pin,
  })
  const tenantId = next()
  const admin = person('admin', 'Ada Admin', 'ADMIN', null, '1111')
  const support = person('support', 'Sid Support', 'SUPPORT', null, '2222')
  const cashiers: DemoUser[] = []
  const branches = Array.from({ length: options.branches }, (_, at): DemoBranch => {
    const id = next()
    const name = cashierNames[at % cashierNames.length] ?? 'Sam Rivera'
    const cashier = person(`cashier${at === 0 ? '' : at + 1}`, name, 'STAFF', id, at === 0 ? '3333' : '4444')
    cashiers.push(cashier)
    return {
      document: branchDocument(id, at, options.timeZone),
      lanes: ['L1', 'L2'].map((code) => ({
        id: next(),
        code,
        name: `Lane ${code.slice(1)}`,
        branchId: id,
        cashierIds: at === 0 && code === 'L1' ? [cashier.id, admin.id] : [cashier.id],
      })),
      keeperId: cashier.id,
      weight: at === 0 ? 1 : 0.75 - 0.25 * ((at * 0.37) % 1),
    }
  })
  return {
    tenantId,
    name: DEMO_NAME,
    currency: 'USD',
    timeZone: options.timeZone,
    branches,
    users: [admin, support, ...cashiers],
    adminId: admin.id,
    supportId: support.id,
  }
}

function branchDocument(id: string, at: number, timeZone: string): Branch {
  const place = places[at]
  return {
    id,
    seq: 0,
    _deleted: false,
    code: place?.[0] ?? `B${at + 1}`,
    name: place?.[1] ?? `Branch ${at + 1}`,
    settings: {
      currency: 'USD',
      timeZone,
      defaultTaxRate: 825 as BasisPoints,
      paymentTypes: ['cash', 'card', 'transfer'],
      cashRounding: 1,
      secondCurrency: { currency: 'EUR', rate: 1.08 },
      // Riverside trusts its people with less: what the limits do is seen side by side.
      limits: {
        lineDiscountBp: (at === 1 ? 500 : 1000) as BasisPoints,
        cartDiscountBp: 1000 as BasisPoints,
        priceOverrideBp: 1000 as BasisPoints,
        refundTotal: (at === 1 ? 5_000 : 10_000) as Minor,
        negativeRecount: 10,
        cashOut: (at === 1 ? 10_000 : 20_000) as Minor,
      },
      requireShift: false,
      allowance: { enabled: false },
      scaleCodes: settingsOf({}).scaleCodes,
      lowStockThreshold: 3,
      supply: settingsOf({}).supply,
      address: place?.[2] ?? '',
      closedAt: null,
      receiptFooter: 'Thank you! Goods can be returned within 30 days with this receipt.',
    },
    flags: {},
  }
}
