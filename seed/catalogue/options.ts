/** One value of an option: what the customer reads, what the SKU says, how often it sells and what it costs beside the others. */
export type OptionValue = { label: string; code: string; popularity: number; price: number }

const value = (label: string, code: string, popularity = 1, price = 1): OptionValue => ({
  label,
  code,
  popularity,
  price,
})

/** The ways in which siblings differ. `take` is how many values a group has: from, to. */
export const options = {
  colour: {
    take: [2, 4],
    values: [
      value('White', 'WHT', 1.3),
      value('Black', 'BLK', 1.6),
      value('Navy', 'NVY', 1.3),
      value('Olive', 'OLV', 0.8),
      value('Sand', 'SND', 0.9),
      value('Charcoal', 'CHR', 1.1),
      value('Rust', 'RST', 0.6),
      value('Sky', 'SKY', 0.8),
      value('Forest', 'FOR', 0.7),
      value('Blush', 'BLS', 0.6),
      value('Mustard', 'MUS', 0.5),
      value('Burgundy', 'BUR', 0.7),
    ],
  },
  letter: {
    take: [5, 5],
    values: [
      value('XS', 'XS', 0.5),
      value('S', 'S', 1.1),
      value('M', 'M', 1.7),
      value('L', 'L', 1.5),
      value('XL', 'XL', 0.9),
    ],
  },
  waist: {
    take: [6, 6],
    values: ['28', '30', '32', '34', '36', '38'].map((size, at) =>
      value(size, `W${size}`, [0.5, 1, 1.6, 1.5, 0.9, 0.4][at]),
    ),
  },
  shoe: {
    take: [7, 7],
    values: ['6', '7', '8', '9', '10', '11', '12'].map((size, at) =>
      value(`US ${size}`, `U${size.padStart(2, '0')}`, [0.5, 0.9, 1.4, 1.5, 1.3, 0.9, 0.4][at]),
    ),
  },
  child: {
    take: [4, 4],
    values: [
      value('2–3 y', 'Y02', 0.8),
      value('4–5 y', 'Y04', 1.2),
      value('6–7 y', 'Y06', 1.1),
      value('8–9 y', 'Y08', 0.8),
    ],
  },
  finish: {
    take: [2, 3],
    values: [
      value('Oak', 'OAK'),
      value('Walnut', 'WLN'),
      value('Matte Black', 'MBK', 1.2),
      value('Brass', 'BRS', 0.7),
      value('Chalk', 'CHK'),
    ],
  },
  bedding: {
    take: [3, 3],
    values: [value('Twin', 'TWN', 0.7, 0.8), value('Queen', 'QUE', 1.4), value('King', 'KNG', 1, 1.25)],
  },
  weight: {
    take: [2, 3],
    values: [value('250 g', '250', 1.4, 0.6), value('500 g', '500', 1.2), value('1 kg', '1KG', 0.7, 1.8)],
  },
  volume: {
    take: [2, 3],
    values: [value('250 ml', '250', 1.1, 0.65), value('500 ml', '500', 1.3), value('1 l', '1LT', 0.9, 1.7)],
  },
  flavour: {
    take: [3, 4],
    values: [
      value('Original', 'ORG', 1.5),
      value('Sea Salt', 'SEA', 1.2),
      value('Lemon', 'LEM'),
      value('Ginger', 'GIN', 0.8),
      value('Vanilla', 'VAN'),
      value('Dark Cocoa', 'COC', 1.1),
    ],
  },
  tea: {
    take: [2, 4],
    values: [
      value('Earl Grey', 'EGR', 1.4),
      value('Sencha', 'SEN'),
      value('Mint', 'MNT', 1.1),
      value('Rooibos', 'ROO', 0.8),
    ],
  },
  fruit: {
    take: [2, 4],
    values: [
      value('Plain', 'PLA', 1.5),
      value('Lemon', 'LEM', 1.2),
      value('Lime', 'LIM'),
      value('Grapefruit', 'GPF', 0.7),
    ],
  },
  scent: {
    take: [2, 4],
    values: [
      value('Cedar', 'CED', 1.1),
      value('Lavender', 'LAV', 1.2),
      value('Citrus', 'CIT'),
      value('Fig', 'FIG', 0.7),
      value('Unscented', 'NON', 0.9),
    ],
  },
  pack: {
    take: [2, 3],
    values: [
      value('Single', 'P01', 1.4, 0.4),
      value('Pack of 3', 'P03', 1),
      value('Pack of 10', 'P10', 0.6, 2.8),
    ],
  },
  ruling: {
    take: [3, 3],
    values: [value('Ruled', 'RUL', 1.3), value('Dotted', 'DOT', 1.2), value('Plain', 'PLN', 0.7)],
  },
  length: {
    take: [2, 3],
    values: [value('1 m', '1M', 1.4, 0.8), value('2 m', '2M', 1.1), value('3 m', '3M', 0.6, 1.25)],
  },
} as const satisfies Record<string, { take: readonly [number, number]; values: OptionValue[] }>

export type OptionName = keyof typeof options
