import type { Catalogue, CatalogueProduct } from './catalogue.ts'

/** How a made-up catalogue is: the same numbers give the same one. */
export type CatalogueSize = {
  seed: number
  products: number
  variantsEach: number
  locations?: readonly string[]
}

const THINGS = [
  'Overshirt',
  'Chinos',
  'Beanie',
  'Parka',
  'Tote Bag',
  'Sneakers',
  'Cardigan',
  'Belt',
  'Scarf',
  'Polo',
]
const KINDS = [
  'Linen',
  'Wool',
  'Denim',
  'Canvas',
  'Corduroy',
  'Merino',
  'Cotton',
  'Leather',
  'Recycled',
  'Quilted',
]
const VENDORS = ['Nordvik', 'Hale & Sons', 'Ostrava/Mill', 'Juniper']
const COLOURS = ['Black', 'Navy', 'Sand', 'Olive', 'White', 'Rust']

/** A catalogue of clothes, for demos and for imports of any size. */
export function makeCatalogue({
  seed,
  products,
  variantsEach,
  locations = ['Downtown', 'Riverside'],
}: CatalogueSize): Catalogue {
  const chance = chanceOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.trunc(chance() * list.length)]!
  const make = (index: number): CatalogueProduct => {
    const thing = pick(THINGS)
    const price = 15 + Math.trunc(chance() * 180)
    const number = String(index + 1).padStart(5, '0')
    return {
      title: `${pick(KINDS)} ${thing} ${index + 1}`,
      vendor: pick(VENDORS),
      productType: thing,
      tags: chance() < 0.3 ? ['new', 'online'] : ['online'],
      options: ['Colour', 'Size'],
      variants: Array.from({ length: variantsEach }, (_, place) => ({
        sku: `WEB-${number}-${String(place + 1).padStart(2, '0')}`,
        barcode: `29${number}${String(place + 1).padStart(5, '0')}`,
        price: `${price}.00`,
        compareAtPrice: chance() < 0.2 ? `${price + 10}.00` : null,
        unitCost: price * 45,
        values: [COLOURS[place % COLOURS.length]!, `Size ${Math.trunc(place / COLOURS.length) + 1}`],
        available: locations.map(() => Math.trunc(chance() * 25)),
      })),
    }
  }
  return {
    locations: locations.map((name) => ({ name })),
    products: Array.from({ length: products }, (_, i) => make(i)),
  }
}

/** Numbers from 0 to 1 that a seed decides. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
