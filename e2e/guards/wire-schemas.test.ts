import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Device, DeviceBody, LoginAnswer, LoginBody } from '../../shared/access/session.ts'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import { Branch } from '../../shared/branches/branch.ts'
import { Product } from '../../shared/catalog/product.ts'
import { SettleBody } from '../../shared/conflicts/settle-case.ts'
import { Customer } from '../../shared/customers/customer.ts'
import { StockLevel } from '../../shared/inventory/stock-level.ts'
import { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { Order } from '../../shared/orders/order.ts'
import { ParkedSale } from '../../shared/orders/parked-sale.ts'
import { Shift } from '../../shared/shifts/shift.ts'
import { collectionNames } from '../../shared/sync/collections.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import {
  DigestAnswer,
  DigestQuery,
  HelloFrame,
  PullAnswer,
  PullQuery,
  PushAnswer,
  PushBody,
  PushQuery,
  ReportFrame,
  StreamFrame,
} from '../../shared/sync/protocol.ts'
import { protocolVersion } from '../../shared/sync/version.ts'

const documents: Record<CollectionName, z.ZodType> = {
  products: Product,
  stockLevels: StockLevel,
  customers: Customer,
  orders: Order,
  stockMovements: StockMovement,
  branches: Branch,
  parkedSales: ParkedSale,
  shifts: Shift,
}
const envelopes = {
  LoginBody,
  LoginAnswer,
  DeviceBody,
  Device,
  PullQuery,
  PullAnswer,
  PushQuery,
  PushBody,
  PushAnswer,
  DigestQuery,
  DigestAnswer,
  HelloFrame,
  ReportFrame,
  StreamFrame,
  SettleBody,
}

/** What travels under each version of the protocol, as it was last looked at. */
const lookedAt: Record<number, Record<string, string>> = {
  1: {
    products: '919903b945e6',
    stockLevels: '1505b8fc72cd',
    customers: '71a6cc206a5f',
    orders: '3513ab033ee2',
    stockMovements: '30261608bbb0',
    branches: '47d87df2ccb3',
    parkedSales: '82b10a3611d6',
    shifts: '900e0024447f',
    LoginBody: '7e3bdc360cfd',
    LoginAnswer: '171772b9cdc0',
    DeviceBody: 'be58185351fa',
    Device: '4fee16cb2314',
    PullQuery: 'ba232fac6d0f',
    PullAnswer: 'da697c09dbbc',
    PushQuery: '791488e7dd75',
    PushBody: '3a22e88617f5',
    PushAnswer: '8df09d442106',
    DigestQuery: '23403bf90df9',
    DigestAnswer: '008d92ce358c',
    HelloFrame: '8662599fab43',
    ReportFrame: 'b7ec02dae754',
    StreamFrame: '912d4f60f768',
    SettleBody: '3aa13f603295',
  },
}

/** What a schema takes, as a few figures of a hash. */
function figuresOf(schema: z.ZodType): string {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return createHash('sha256').update(canonicalJson(shape)).digest('hex').slice(0, 12)
}

test('what travels is what the protocol version says: devices of another version are out there', () => {
  const now = Object.fromEntries(
    Object.entries({ ...documents, ...envelopes }).map(([name, schema]) => [name, figuresOf(schema)]),
  )
  expect(Object.keys(now).length).toBe(collectionNames.length + Object.keys(envelopes).length)
  expect(
    now,
    'a schema of the wire has changed: where a device of before could not read or write it, raise protocolVersion; ' +
      'else, such as for a new optional field, write the new figures down here',
  ).toEqual(lookedAt[protocolVersion])
})

test('a new, missing or narrower field is another schema', () => {
  const before = z.strictObject({ id: z.string(), name: z.string().max(10) })
  const others = [
    before.extend({ note: z.string().optional() }),
    before.omit({ name: true }),
    before.extend({ name: z.string().max(9) }),
  ]
  for (const other of others) expect(figuresOf(other)).not.toBe(figuresOf(before))
})
