import * as fc from 'fast-check'

/** Something that happens in a story. Numbers choose among what is there at that moment. */
export type Step =
  | {
      do: 'sell'
      till: number
      picks: { product: number; quantity: number; discount: number }[]
      customer: number
    }
  | { do: 'refund'; till: number; sale: number; quantity: number; restock: boolean }
  | { do: 'receive' | 'damage' | 'recount' | 'transfer'; till: number; product: number; quantity: number }
  | { do: 'edit'; till: number; customer: number; field: 'name' | 'phone' | 'note'; value: number }
  | { do: 'poison'; till: number; kind: Poison; product: number }
  | { do: 'sync' | 'repeat' | 'restart'; till: number }
  | { do: 'rush'; withRestart: boolean }
  | {
      do: 'line'
      till: number
      fate: 'offline' | 'online' | 'lose requests' | 'lose replies' | 'delay requests'
      count: number
    }
  | { do: 'die'; till: number; at: 'reply' | 'checkpoint' }
  | { do: 'disk'; till: number; write: number }
  | { do: 'late' }
  | { do: 'jump'; till: number; hours: number }
  | { do: 'wait'; minutes: number }
  | { do: 'roam'; till: number }
  | { do: 'stop node'; node: number }
  | { do: 'back up' | 'restore' }
  | { do: 'settle'; choice: number; action: Action; twice: boolean; rival: Action | null }
  | { do: 'count shelf'; choice: number; counted: number }
  | { do: 'deliver' | 'bring back'; choice: number; quantity: number }
  | { do: 'letter'; choice: number; way: LetterWay; twice: boolean }
  | { do: 'buy online'; picks: { product: number; quantity: number }[] }
  | { do: 'change order'; choice: number; way: 'cancel' | 'refund' | 'ship' }
  | { do: 'count online'; product: number; branch: number; quantity: number }
  | { do: 'webhooks'; fate: 'hold' | 'release' | 'release reversed' | 'lose' | 'double' }
  | { do: 'trouble'; kind: 'throttled' | 'status' | 'timeout' | 'timeout-after-commit'; times: number }
  | { do: 'pass'; node: number }

/** All that a desk may decide (O7). */
const actions = ['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel'] as const
type Action = (typeof actions)[number]

export const poisons = [
  'wrong sums',
  'wrong payments',
  'wrong cashier',
  'wrong branch',
  'unknown product',
  'missing field',
  'id reused',
  'half transfer',
  'wrong delta',
  'sale by movement',
  'character NUL',
] as const
/** What support does with a dead letter: sends it again as it came, with all of its cause, or corrected; or drops it. */
export type LetterWay = 'replay' | 'replay all' | 'correct' | 'discard'
export type Poison = (typeof poisons)[number]

export type Story = { seed: number; tills: number; stock: number[]; pageSize: number; steps: Step[] }

const till = fc.nat(5)
const product = fc.nat(3)
const quantity = fc.integer({ min: 1, max: 4 })

/** Anything that may happen at any moment. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      till,
      picks: fc.array(fc.record({ product, quantity, discount: fc.nat(99) }), { minLength: 1, maxLength: 3 }),
      customer: fc.nat(3),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      till,
      sale: fc.nat(4),
      quantity,
      restock: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('receive' as const, 'damage' as const, 'recount' as const, 'transfer' as const),
      till,
      product,
      quantity,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      till,
      customer: fc.nat(3),
      field: fc.constantFrom('name' as const, 'phone' as const, 'note' as const),
      value: fc.nat(9),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('poison' as const),
      till,
      kind: fc.constantFrom(...poisons),
      product,
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sync' as const), till }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('repeat' as const, 'restart' as const), till }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rush' as const), withRestart: fc.constant(false) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('line' as const),
      till,
      fate: fc.constantFrom(
        'offline' as const,
        'online' as const,
        'lose requests' as const,
        'lose replies' as const,
        'delay requests' as const,
      ),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('die' as const),
      till,
      at: fc.constantFrom('reply' as const, 'checkpoint' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('disk' as const), till, write: fc.integer({ min: 1, max: 15 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'late' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      till,
      hours: fc.integer({ min: -1000, max: 1000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('roam' as const), till }) },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      choice: fc.nat(9),
      action: fc.constantFrom(...actions),
      twice: fc.boolean(),
      rival: fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...actions) },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('count shelf' as const),
      choice: fc.nat(9),
      counted: fc.nat(3),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom('deliver' as const, 'bring back' as const),
      choice: fc.nat(9),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('letter' as const),
      choice: fc.nat(9),
      way: fc.constantFrom<LetterWay>('replay', 'replay all', 'correct', 'correct', 'discard', 'discard'),
      twice: fc.boolean(),
    }),
  },
)

/** A node that stops costs a tenth of a second: one story in five has such a moment, with devices in the middle of it. */
const stop: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Step[]>([]) },
  { weight: 1, arbitrary: fc.nat(1).map((node): Step[] => [{ do: 'stop node', node }]) },
  { weight: 1, arbitrary: fc.constant<Step[]>([{ do: 'rush', withRestart: true }]) },
)

/** A story: who takes part, what lies on the shelves, and what happens. */
export const anyStory: fc.Arbitrary<Story> = fc
  .record({
    seed: fc.nat(1_000_000),
    tills: fc.integer({ min: 2, max: 6 }),
    stock: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    pageSize: fc.constantFrom(3, 20, 1000),
    before: fc.array(anyStep, { maxLength: 30, size: 'max' }),
    stop,
    after: fc.array(anyStep, { maxLength: 24, size: 'max' }),
  })
  .map(({ before, stop: middle, after, ...rest }) => ({ ...rest, steps: [...before, ...middle, ...after] }))

/** What a till and its line do; nothing of the desk's. */
const ofTills = new Set<Step['do']>([
  'sell',
  'refund',
  'receive',
  'damage',
  'recount',
  'transfer',
  'edit',
  'sync',
  'repeat',
  'restart',
  'rush',
  'line',
  'die',
  'disk',
  'late',
  'jump',
  'wait',
  'roam',
])
const atTills = fc.array(
  anyStep.filter((step) => ofTills.has(step.do)),
  { minLength: 6, maxLength: 24, size: 'max' },
)

/** A story in whose middle last night's backup is put back under tills that go on selling (E1). */
export const storyOfRestore: fc.Arbitrary<Story> = fc
  .record({
    seed: fc.nat(1_000_000),
    tills: fc.constantFrom(4, 4, 5),
    stock: fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 4, maxLength: 4 }),
    pageSize: fc.constantFrom(3, 20, 1000),
    before: atTills,
    between: atTills,
    after: atTills,
  })
  .map(({ before, between, after, ...rest }) => ({
    ...rest,
    steps: [...before, { do: 'back up' }, ...between, { do: 'restore' }, ...after],
  }))

/** What happens at an online shop, on the way to it and back. */
const online: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('buy online' as const),
      picks: fc.uniqueArray(fc.record({ product, quantity: fc.integer({ min: 1, max: 2 }) }), {
        minLength: 1,
        maxLength: 2,
        selector: (pick) => pick.product,
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change order' as const),
      choice: fc.nat(9),
      way: fc.constantFrom('cancel' as const, 'refund' as const, 'ship' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('count online' as const),
      product,
      branch: fc.nat(1),
      quantity: fc.nat(9),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('webhooks' as const),
      fate: fc.constantFrom(
        'hold' as const,
        'release' as const,
        'release reversed' as const,
        'lose' as const,
        'double' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      kind: fc.constantFrom(
        'throttled' as const,
        'status' as const,
        'timeout' as const,
        'timeout-after-commit' as const,
      ),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), node: fc.nat(1) }) },
)

/** A story in which an online shop sells from the same shelves as the tills. */
export const storyOfShop: fc.Arbitrary<Story> = fc.record({
  seed: fc.nat(1_000_000),
  tills: fc.integer({ min: 2, max: 4 }),
  stock: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
  pageSize: fc.constantFrom(20, 1000),
  steps: fc.array(fc.oneof({ weight: 3, arbitrary: online }, { weight: 2, arbitrary: anyStep }), {
    minLength: 5,
    maxLength: 30,
    size: 'max',
  }),
})
