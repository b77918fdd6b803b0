import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { given, givenPath, isLong, openStage } from './open-stage.ts'
import { play } from './play.ts'
import { anyStory } from './story.ts'

const batches = isLong ? 20 : 4
const storiesPerBatch = isLong ? 250 : 50
/** The same stories on every push; fresh ones where there is time. */
const seeds = given
  ? [Number(given)]
  : Array.from({ length: batches }, (_, index) => (isLong ? Math.floor(Math.random() * 2 ** 31) : index + 1))

const stage = await openStage()
const { seen } = stage

describe('[O3] [O4] [O1] [O6] [O7] [O8] [U1] [U2] [U3] [U5] [U6] [M2] [M3] [P1] [C5] whatever happens to tills, lines and nodes, the books are right in the end', () => {
  test.each(seeds)('stories of seed %i', async (seed) => {
    await fc.assert(
      fc.asyncProperty(anyStory, (story) => play(stage, story)),
      {
        seed,
        numRuns: storiesPerBatch,
        ...givenPath,
        // Also the end of shrinking: the shortest story found by then is told.
        interruptAfterTimeLimit: 10 * 60_000,
      },
    )
  })

  /** What only a desk does, with stock that happens to lie elsewhere. */
  const rare = new Set([
    'movementsSettled',
    'transferred',
    'substituted',
    'substitutesBack',
    'backordersFilled',
  ])

  /** What other stories see: restore.sim.test.ts, shop.sim.test.ts. */
  const elsewhere = new Set(['restores', 'broughtBack', 'settledAnew', 'online'])

  test.skipIf(given !== undefined)('the stories were worth telling', () => {
    console.log(JSON.stringify(seen))
    expect(seen.stories).toBeGreaterThanOrEqual(200)
    for (const [what, count] of Object.entries(seen)) {
      if (elsewhere.has(what)) continue
      for (const times of [count].flat()) expect(times, what).toBeGreaterThan(rare.has(what) ? 0 : 10)
    }
  })
})
