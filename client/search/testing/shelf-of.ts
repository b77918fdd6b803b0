import type { Product } from '../../../shared/catalog/product.ts'

const makers =
  'Northwind Alder Brisk Cobalt Dunmore Everline Fjord Granite Harbor Indigo Juniper Kestrel'.split(' ')
const kinds = (
  'Sneaker Jacket Trousers Sweater Backpack Umbrella Bracelet Sandals Cardigan Raincoat Notebook Lantern Kettle ' +
  'Blanket Headphones Charger Wallet Sunglasses Watch Bottle Candle Cushion Teapot Skillet Apron Gloves Scarf Beanie'
).split(' ')
const stuffs =
  'Leather Cotton Linen Merino Canvas Bamboo Ceramic Titanium Walnut Velvet Denim Cashmere'.split(' ')
const colours =
  'Black White Crimson Turquoise Lavender Mustard Burgundy Charcoal Emerald Ivory Salmon Olive'.split(' ')
const models = (
  'Aurora Breeze Cascade Drift Ember Falcon Glacier Horizon Impulse Journey Keystone Lunar Meridian Nomad Orbit ' +
  'Pinnacle Quartz Ridge Summit Tempest Umbra Vertex Willow Zenith'
).split(' ')

/** Products that read like a shop's: `count` of them, the same for the same count. */
export function shelfOf(count: number): Product[] {
  return Array.from({ length: count }, (_, index) => productOf(index))
}

function productOf(index: number): Product {
  const mixed = Math.imul(index + 1, 2654435761) >>> 0
  const pick = (from: readonly string[], shift: number) => from[(mixed >>> shift) % from.length] as string
  const title = `${pick(makers, 3)} ${pick(models, 7)} ${pick(stuffs, 11)} ${pick(kinds, 5)} ${mixed % 977}`
  const id = `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
  return {
    id,
    seq: index + 1,
    _deleted: false,
    groupId: id,
    groupTitle: title,
    title,
    variantTitle: pick(colours, 9),
    sku: `SKU-${String(index).padStart(6, '0')}`,
    barcode: String(4_000_000_000_000 + index),
    vendor: pick(makers, 3),
    category: pick(kinds, 5),
    tags: [],
    price: 1999,
    taxRate: 2000,
    status: 'active',
    imageUrl: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  } as unknown as Product
}
