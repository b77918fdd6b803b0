import type { OptionName } from './options.ts'

/** A kind of product: what it is called, the cheapest and the dearest, in dollars, how its siblings differ, how it sells. */
export type Kind = {
  name: string
  from: number
  to: number
  by: readonly OptionName[]
  popularity: number
  tags: readonly string[]
}

export type Department = {
  category: string
  code: string
  vendors: readonly string[]
  /** Basis points, contained in the price. */
  taxRate: number
  /** What the shop keeps of the price without tax. */
  share: number
  /** The most pieces of one product that a customer usually takes. */
  most: number
  /** Pieces that a shop likes to have of one product. */
  shelf: number
  tags: readonly string[]
  kinds: readonly Kind[]
}

const kind = (
  name: string,
  from: number,
  to: number,
  by: readonly OptionName[],
  popularity = 1,
  ...tags: string[]
): Kind => ({
  name,
  from,
  to,
  by,
  popularity,
  tags,
})

/** The shop's departments. The first kind of each comes first in the catalogue. */
export const departments: readonly Department[] = [
  {
    category: 'Apparel',
    code: 'APP',
    vendors: ['Loom & Field', 'Northgate', 'Marlow Mills', 'Tern Supply'],
    taxRate: 400,
    share: 0.55,
    most: 2,
    shelf: 9,
    tags: ['clothing'],
    kinds: [
      kind('Linen Shirt', 48, 78, ['colour', 'letter'], 1.2, 'summer'),
      kind('Organic Tee', 18, 32, ['colour', 'letter'], 1.8, 'basics'),
      kind('Merino Sweater', 79, 128, ['colour', 'letter'], 0.8, 'winter'),
      kind('Straight Jeans', 68, 98, ['waist'], 1.1, 'denim'),
      kind('Chino Trousers', 58, 84, ['waist'], 0.9),
      kind('Rain Jacket', 98, 168, ['colour', 'letter'], 0.6, 'weather'),
      kind('Flannel Overshirt', 64, 92, ['colour', 'letter'], 0.8),
      kind('Kids Hoodie', 28, 42, ['colour', 'child'], 0.9, 'kids'),
    ],
  },
  {
    category: 'Grocery',
    code: 'GRO',
    vendors: ['Fern & Sons', 'Millbrook Pantry', 'Old Quay Roasters', 'Sunny Acre'],
    taxRate: 200,
    share: 0.35,
    most: 6,
    shelf: 40,
    tags: ['food'],
    kinds: [
      kind('Coffee Beans', 9, 16, ['weight'], 3.2, 'breakfast'),
      kind('Granola', 6, 11, ['weight', 'flavour'], 2.2, 'breakfast'),
      kind('Sparkling Water', 1.2, 2.6, ['volume', 'fruit'], 3.6, 'drinks'),
      kind('Chocolate Bar', 2.5, 5, ['flavour'], 3.4, 'sweets'),
      kind('Oat Crackers', 3, 6, ['flavour'], 2, 'snacks'),
      kind('Olive Oil', 9, 19, ['volume'], 1.4, 'kitchen'),
      kind('Wildflower Honey', 7, 14, ['weight'], 1.2, 'breakfast'),
      kind('Loose Leaf Tea', 6, 13, ['weight', 'tea'], 1.6, 'drinks'),
    ],
  },
  {
    category: 'Shoes',
    code: 'SHO',
    vendors: ['Stride Works', 'Northgate', 'Halden Boots'],
    taxRate: 400,
    share: 0.5,
    most: 1,
    shelf: 5,
    tags: ['footwear'],
    kinds: [
      kind('Canvas Sneaker', 54, 78, ['colour', 'shoe'], 1.2),
      kind('Trail Runner', 98, 149, ['colour', 'shoe'], 0.9, 'sport'),
      kind('Leather Boot', 148, 228, ['shoe'], 0.5, 'winter'),
      kind('Slip-On', 44, 66, ['colour', 'shoe'], 0.8),
      kind('Sandal', 32, 58, ['shoe'], 0.7, 'summer'),
      kind('House Slipper', 24, 38, ['shoe'], 0.6, 'gift'),
    ],
  },
  {
    category: 'Accessories',
    code: 'ACC',
    vendors: ['Tern Supply', 'Bright Harbour', 'Loom & Field'],
    taxRate: 825,
    share: 0.6,
    most: 2,
    shelf: 12,
    tags: ['accessories'],
    kinds: [
      kind('Canvas Tote', 16, 28, ['colour'], 1.8, 'bags'),
      kind('Leather Belt', 34, 58, ['colour', 'letter'], 0.7),
      kind('Wool Beanie', 22, 34, ['colour'], 1.2, 'winter'),
      kind('Ribbed Socks', 8, 14, ['colour'], 2.4, 'basics'),
      kind('Sunglasses', 28, 64, ['colour'], 0.9, 'summer'),
      kind('Card Wallet', 29, 48, ['colour'], 0.9, 'gift'),
      kind('Umbrella', 22, 38, ['colour'], 0.8, 'weather'),
    ],
  },
  {
    category: 'Home',
    code: 'HOM',
    vendors: ['Hearth House', 'Oak & Ivory', 'Marlow Mills'],
    taxRate: 825,
    share: 0.5,
    most: 2,
    shelf: 7,
    tags: ['home'],
    kinds: [
      kind('Soy Candle', 14, 28, ['scent'], 1.9, 'gift'),
      kind('Throw Blanket', 48, 84, ['colour'], 0.8),
      kind('Duvet Set', 88, 148, ['colour', 'bedding'], 0.4),
      kind('Desk Lamp', 44, 98, ['finish'], 0.6),
      kind('Picture Frame', 12, 28, ['finish'], 1.1, 'gift'),
      kind('Cushion Cover', 16, 28, ['colour'], 1.1),
      kind('Bath Towel', 18, 34, ['colour'], 1.3),
    ],
  },
  {
    category: 'Kitchen',
    code: 'KIT',
    vendors: ['Hearth House', 'Copper Lane', 'Fern & Sons'],
    taxRate: 825,
    share: 0.48,
    most: 4,
    shelf: 9,
    tags: ['kitchen'],
    kinds: [
      kind('Enamel Mug', 11, 19, ['colour'], 1.9, 'gift'),
      kind('Chef Knife', 58, 128, ['finish'], 0.4),
      kind('Linen Tea Towel', 9, 16, ['colour'], 1.4),
      kind('Storage Jar', 8, 18, ['volume'], 1.2),
      kind('Cast Iron Skillet', 38, 78, ['finish'], 0.5),
      kind('Serving Board', 28, 54, ['finish'], 0.7, 'gift'),
      kind('Pour-Over Dripper', 24, 38, ['colour'], 0.8),
    ],
  },
  {
    category: 'Outdoor',
    code: 'OUT',
    vendors: ['Northgate', 'Summit & Co', 'Halden Boots'],
    taxRate: 825,
    share: 0.42,
    most: 2,
    shelf: 6,
    tags: ['outdoor'],
    kinds: [
      kind('Steel Bottle', 24, 38, ['volume', 'colour'], 1.7),
      kind('Day Pack', 68, 118, ['colour'], 0.7, 'bags'),
      kind('Head Torch', 28, 58, ['finish'], 0.7),
      kind('Camp Chair', 54, 88, ['colour'], 0.5, 'summer'),
      kind('Dry Bag', 16, 34, ['colour', 'volume'], 0.7),
      kind('Guy Line', 6, 12, ['length'], 0.8),
      kind('Picnic Blanket', 38, 62, ['colour'], 0.7, 'summer'),
    ],
  },
  {
    category: 'Stationery',
    code: 'STA',
    vendors: ['Paper & Plume', 'Inkwell Bros'],
    taxRate: 825,
    share: 0.55,
    most: 4,
    shelf: 18,
    tags: ['paper'],
    kinds: [
      kind('Notebook A5', 8, 16, ['colour', 'ruling'], 2, 'school'),
      kind('Gel Pen', 2, 4, ['colour', 'pack'], 2.4, 'school'),
      kind('Fountain Pen', 24, 64, ['colour'], 0.5, 'gift'),
      kind('Desk Planner', 18, 28, ['colour'], 0.8),
      kind('Greeting Card', 3, 5.5, ['pack'], 2.2, 'gift'),
      kind('Washi Tape', 3, 6, ['colour', 'pack'], 1.1, 'craft'),
    ],
  },
  {
    category: 'Toys',
    code: 'TOY',
    vendors: ['Little Fox', 'Pine & Paint', 'Merry Maker'],
    taxRate: 825,
    share: 0.45,
    most: 2,
    shelf: 7,
    tags: ['kids'],
    kinds: [
      kind('Wooden Train', 22, 48, ['colour'], 0.9, 'gift'),
      kind('Building Blocks', 18, 42, ['pack'], 1),
      kind('Plush Bear', 16, 34, ['colour'], 1.3, 'gift'),
      kind('Jigsaw Puzzle', 12, 24, [], 1.2),
      kind('Watercolour Set', 9, 22, ['pack'], 1, 'craft'),
      kind('Board Game', 24, 54, [], 0.8, 'gift'),
    ],
  },
  {
    category: 'Beauty',
    code: 'BEA',
    vendors: ['Clary & Sage', 'Bright Harbour'],
    taxRate: 825,
    share: 0.58,
    most: 3,
    shelf: 14,
    tags: ['care'],
    kinds: [
      kind('Hand Soap', 7, 14, ['scent', 'volume'], 1.9),
      kind('Hand Cream', 9, 19, ['scent'], 1.4, 'gift'),
      kind('Shampoo Bar', 8, 14, ['scent'], 1.2),
      kind('Body Oil', 18, 34, ['scent', 'volume'], 0.7),
      kind('Lip Balm', 4, 7, ['scent'], 2.1),
      kind('Bath Salts', 11, 22, ['scent', 'weight'], 0.9, 'gift'),
    ],
  },
  {
    category: 'Electronics',
    code: 'ELE',
    vendors: ['Voltline', 'Pocket Signal'],
    taxRate: 825,
    share: 0.3,
    most: 1,
    shelf: 7,
    tags: ['tech'],
    kinds: [
      kind('USB-C Cable', 12, 24, ['length', 'colour'], 1.6),
      kind('Power Bank', 34, 68, ['colour'], 0.9, 'travel'),
      kind('Wireless Earbuds', 58, 128, ['colour'], 0.6),
      kind('Phone Stand', 16, 34, ['finish'], 0.8),
      kind('Travel Adapter', 22, 38, [], 0.8, 'travel'),
    ],
  },
  {
    category: 'Books',
    code: 'BOO',
    vendors: ['Lantern Press', 'Quay Books'],
    taxRate: 0,
    share: 0.35,
    most: 1,
    shelf: 5,
    tags: ['reading'],
    kinds: [
      kind('City Guide', 14, 24, [], 0.9, 'travel'),
      kind('Cookbook', 24, 42, [], 0.8, 'gift'),
      kind('Picture Book', 11, 19, [], 1.1, 'kids'),
      kind('Field Guide', 16, 28, [], 0.6),
      kind('Poetry Collection', 12, 18, [], 0.4),
      kind('Crossword Collection', 8, 13, [], 0.9),
    ],
  },
]

/** Names of product lines, put before a kind: "Harbor Linen Shirt". */
export const lineNames: readonly string[] =
  `Harbor Alder Juniper Meadow Ridge Coastal Willow Summit Ember Cedar Prairie Lakeside Orchard Canyon Aspen Birch
  Clover Dune Fjord Glen Hazel Indigo Jasper Kestrel Lark Maple Nordic Opal Pebble Quill Raven Sage Tide Umber Valley
  Wren Yarrow Zephyr Atlas Beacon Cobalt Drift Echo Falcon Grove Heron Isle Kindred Linden Mesa Nova Onyx Pioneer
  Rowan Sierra Thistle Union Vista Weston Ivory Saffron Terrace Voyage Marina`.split(/\s+/)
