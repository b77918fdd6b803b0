import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minor } from '../../../shared/basics/scalars.ts'
import { mergeVariant } from './merge-variant.ts'
import type { Sides } from './merge-variant.ts'
import { TOLD_FIELDS, canBeSent, isSame, toldOf } from './told-fields.ts'
import type { Told, ToldField } from './told-fields.ts'

// Few values, so that sides agree as often as not.
const word = fc.constantFrom('A', 'B', 'C')
const told: fc.Arbitrary<Told> = fc.record({
  groupTitle: word,
  title: word,
  variantTitle: fc.constantFrom('', 'M', 'L'),
  sku: word,
  barcode: fc.constantFrom(null, '1', '2'),
  vendor: word,
  category: word,
  tags: fc.shuffledSubarray(['x', 'y', 'z']),
  price: fc.constantFrom(1_000, 2_000, 3_000) as fc.Arbitrary<Minor>,
  status: fc.constantFrom('active', 'archived'),
})
// What a product of a single variant is called there is one name.
const remote = told.map((one) => (one.variantTitle === '' ? { ...one, title: one.groupTitle } : one))
const time = fc.integer({ min: 0, max: 3_000 }).map((ms) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString())
const owner = fc.constantFrom('shopify', 'omnisync', 'latest')
const sides: fc.Arbitrary<Sides> = fc.record({
  base: fc.option(remote),
  ours: told,
  theirs: remote,
  owners: fc.record(Object.fromEntries(TOLD_FIELDS.map((field) => [field, owner])), { requiredKeys: [] }),
  oursAt: time,
  theirsAt: fc.record({ product: time, variant: time }),
})
const only = (field: ToldField, from: Told, to: Told): Told => ({ ...from, [field]: to[field] })

test('where one side alone changed a field, its value goes to the other, and nobody has to decide', () => {
  let looked = 0
  fc.assert(
    fc.property(remote, remote, fc.constantFrom(...TOLD_FIELDS), sides, (base, other, field, rest) => {
      fc.pre(base.variantTitle !== '' && !(field === 'variantTitle' && other.variantTitle === ''))
      fc.pre(!isSame(base[field], other[field]))
      looked += 1
      const changed = only(field, base, other)
      const value = { [field]: other[field] }
      expect(mergeVariant({ ...rest, base, ours: base, theirs: changed })).toEqual({
        write: value,
        send: {},
        decided: [],
      })
      expect(mergeVariant({ ...rest, base, ours: changed, theirs: base })).toEqual({
        write: {},
        send: canBeSent(field) ? value : {},
        decided: [],
      })
    }),
  )
  expect(looked).toBeGreaterThan(20)
})

test('after both sides did what was decided they are the same, but for names that only Shopify makes', () => {
  fc.assert(
    fc.property(sides, (given) => {
      const { write, send } = mergeVariant(given)
      const ours = { ...given.ours, ...write }
      const theirs = { ...given.theirs, ...send }
      for (const field of TOLD_FIELDS.filter(canBeSent)) expect(isSame(ours[field], theirs[field])).toBe(true)
    }),
  )
})

test('once both sides have done it there is nothing more to do, and nothing is decided twice', () => {
  fc.assert(
    fc.property(sides, (given) => {
      const { write, send } = mergeVariant(given)
      const ours = toldOf({ ...given.ours, ...write })
      // Before what was sent is acknowledged, it is a change of ours and of nobody else.
      const before = mergeVariant({ ...given, base: given.theirs, ours })
      expect(before).toEqual({ write: {}, send, decided: [] })
      const theirs = toldOf({ ...given.theirs, ...send })
      const after = mergeVariant({ ...given, base: theirs, ours, theirs })
      expect(after).toEqual({ write: {}, send: {}, decided: [] })
    }),
  )
})

test('both changed one field: its owner wins, else the later second, else Shopify', () => {
  let decisions = 0
  fc.assert(
    fc.property(sides, (given) => {
      const { decided, write, send } = mergeVariant(given)
      for (const one of decided) {
        decisions += 1
        expect(isSame(one.shopify, one.omnisync)).toBe(false)
        if (given.base) expect(isSame(given.base[one.field], one.shopify)).toBe(false)
        const owned = given.owners[one.field] ?? 'latest'
        const [there, here] = [one.shopifyAt.slice(0, 19), one.omnisyncAt.slice(0, 19)]
        expect(one.won).toBe(owned === 'latest' ? (there >= here ? 'shopify' : 'omnisync') : owned)
        expect(one.why).toBe(owned !== 'latest' ? 'owner' : there === here ? 'same-second' : 'later')
        if (one.won === 'shopify')
          expect(isSame({ ...given.ours, ...write }[one.field], one.shopify)).toBe(true)
        else if (canBeSent(one.field)) expect(send[one.field]).toEqual(one.omnisync)
      }
    }),
  )
  expect(decisions).toBeGreaterThan(50)
})

test('the price is as old as the variant, the vendor as old as the product', () => {
  const field = {
    groupTitle: 'A',
    title: 'A — M',
    variantTitle: 'M',
    sku: 'S',
    barcode: null,
    vendor: 'V',
    category: '',
    tags: [],
    price: 1_000 as Minor,
    status: 'active' as const,
  }
  const at = (second: number): string => `2026-01-01T00:00:0${second}.000Z`
  const { decided } = mergeVariant({
    base: null,
    ours: { ...field, price: 2_000 as Minor, vendor: 'W' },
    theirs: field,
    owners: {},
    oursAt: at(5),
    theirsAt: { product: at(6), variant: at(4) },
  })
  expect(decided.map(({ field: name, won }) => [name, won])).toEqual([
    ['vendor', 'shopify'],
    ['price', 'omnisync'],
  ])
})

test('a product of a single variant has one name there, whichever of ours was changed', () => {
  const base = {
    groupTitle: 'A',
    title: 'A',
    variantTitle: '',
    sku: 'S',
    barcode: null,
    vendor: 'V',
    category: '',
    tags: [],
    price: 1_000 as Minor,
    status: 'active' as const,
  }
  const at = '2026-01-01T00:00:00.000Z'
  const times = { owners: {}, oursAt: at, theirsAt: { product: at, variant: at } }
  expect(mergeVariant({ base, ours: { ...base, title: 'B' }, theirs: base, ...times })).toEqual({
    write: { groupTitle: 'B' },
    send: { groupTitle: 'B' },
    decided: [],
  })
})
