import type { BasisPoints } from '../../shared/basics/scalars.ts'
import type { Product } from '../../shared/catalog/product.ts'
import type { Chance } from '../chance.ts'
import { chanceOf } from '../chance.ts'
import { idsOf } from '../ids.ts'
import { inStoreBarcode } from './barcode.ts'
import type { Department, Kind } from './departments.ts'
import { departments, lineNames } from './departments.ts'
import type { OptionValue } from './options.ts'
import { options } from './options.ts'
import { costOf, shelfPrice } from './shelf-price.ts'

/** A product and what the simulated customers think of it. */
export type DemoProduct = {
  document: Product
  /** How often it is bought beside the others. */
  weight: number
  /** The most pieces in one basket. */
  most: number
  /** Pieces that a shop likes to have. */
  shelf: number
  /** When it left the catalogue, milliseconds since 1970. */
  archivedAt: number | null
}

export type CatalogueOptions = {
  seed: number
  /** How many, exactly. */
  count: number
  /** When they came into the catalogue and when the story ends, milliseconds since 1970. */
  from: number
  until: number
}

type Group = { department: Department; kind: Kind; title: string; number: number }

const ARCHIVED = 0.03

/**
 * A catalogue of believable products, siblings together: as many as asked for, the last group cut where it must be.
 * The first group is the white linen shirt of the demo.
 */
export function makeProducts({ seed, count, from, until }: CatalogueOptions): DemoProduct[] {
  const chance = chanceOf(seed, 'catalogue')
  const newId = idsOf(chanceOf(seed, 'catalogue ids'))
  const products: DemoProduct[] = []
  for (const group of groups()) {
    const isFirst = products.length === 0
    const archivedAt = !isFirst && chance.happens(ARCHIVED) ? between(chance, from, until) : null
    const liking = group.kind.popularity * Math.exp(1.1 * chance.bell())
    const price = chance.real() * (group.kind.to - group.kind.from) + group.kind.from
    const shared = { groupId: newId(from), vendor: chance.pick(group.department.vendors) }
    const tags = tagsOf(group, chance)
    for (const values of variantsOf(group.kind, chance, isFirst)) {
      if (products.length === count) return products
      const times = values.reduce((product, value) => product * value.price, 1)
      const liked = values.reduce((product, value) => product * value.popularity, liking)
      products.push({
        document: document(group, values, {
          ...shared,
          id: newId(from),
          tags,
          cents: Math.round(price * 100 * times),
          number: products.length + 1,
          archivedAt,
          from,
        }),
        weight: liked * (0.6 + chance.real()),
        most: group.department.most,
        shelf: Math.max(2, Math.round(group.department.shelf * (0.6 + 0.8 * chance.real()))),
        archivedAt,
      })
    }
  }
  return products
}

/** Kinds of all departments in turn, so that a small catalogue has something of everything; then the next product line. */
function* groups(): Generator<Group> {
  const numbers = new Map<string, number>()
  const most = Math.max(...departments.map((department) => department.kinds.length))
  for (let round = 0; ; round += 1) {
    for (let at = 0; at < most; at += 1) {
      for (const department of departments) {
        const kind = department.kinds[at]
        if (!kind) continue
        // A kind without siblings comes several times, or its department would be a handful of products.
        const copies = kind.by.length === 0 ? 4 : 1
        for (let copy = 0; copy < copies; copy += 1) {
          const number = (numbers.get(department.code) ?? 1000) + 1
          numbers.set(department.code, number)
          yield { department, kind, number, title: titleOf(kind, round * copies + copy, at) }
        }
      }
    }
  }
}

/** The first of a kind has its plain name; then come one word, then two: no title comes twice. */
function titleOf(kind: Kind, round: number, at: number): string {
  if (round === 0) return kind.name
  const words = lineNames.length
  const first = lineNames[(round + 7 * at + kind.name.length) % words]
  const again = Math.floor((round - 1) / words)
  return again === 0 ? `${first} ${kind.name}` : `${first} ${lineNames[(again - 1) % words]} ${kind.name}`
}

/** Every combination of the values that a group has of each option. */
function variantsOf(kind: Kind, chance: Chance, isFirst: boolean): OptionValue[][] {
  return kind.by.reduce<OptionValue[][]>(
    (variants, name) => {
      const { take, values } = options[name]
      const chosen = isFirst ? values : someOf(values, chance.between(take[0], take[1]), chance)
      return variants.flatMap((variant) => chosen.slice(0, take[1]).map((value) => [...variant, value]))
    },
    [[]],
  )
}

/** So many of the values, in the order in which they are listed: sizes stay in their order. */
function someOf(values: readonly OptionValue[], count: number, chance: Chance): OptionValue[] {
  const left = [...values.keys()]
  while (left.length > count) left.splice(chance.between(0, left.length - 1), 1)
  return values.filter((_, at) => left.includes(at))
}

function tagsOf({ department, kind }: Group, chance: Chance): string[] {
  const now = chance.happens(0.12) ? ['new'] : chance.happens(0.08) ? ['clearance'] : []
  return [...new Set([...department.tags, ...kind.tags, ...now])]
}

function document(
  { department, kind, title, number }: Group,
  values: readonly OptionValue[],
  of: {
    id: string
    groupId: string
    vendor: string
    tags: string[]
    cents: number
    number: number
    archivedAt: number | null
    from: number
  },
): Product {
  const price = shelfPrice(of.cents)
  const variantTitle = values.map((value) => value.label).join(' / ')
  const share = department.share - (kind.popularity > 2 ? 0.05 : 0)
  return {
    id: of.id,
    seq: 0,
    _deleted: false,
    groupId: of.groupId,
    groupTitle: title,
    title: variantTitle === '' ? title : `${title} — ${variantTitle}`,
    variantTitle,
    sku: [department.code, number, ...values.map((value) => value.code)].join('-'),
    barcode: inStoreBarcode(of.number),
    vendor: of.vendor,
    category: department.category,
    tags: of.tags,
    price,
    cost: costOf(price, department.taxRate, share),
    taxRate: department.taxRate as BasisPoints,
    status: of.archivedAt === null ? 'active' : 'archived',
    imageUrl: null,
    shopifyVariantId: null,
    updatedAt: new Date(of.archivedAt ?? of.from).toISOString(),
  }
}

function between(chance: Chance, from: number, until: number): number {
  return Math.floor(from + (until - from) * (0.2 + 0.75 * chance.real()))
}
