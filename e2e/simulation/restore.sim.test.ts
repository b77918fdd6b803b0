import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { given, givenPath, isLong, openStage } from './open-stage.ts'
import { play } from './play.ts'
import { storyOfRestore } from './story.ts'

const seeds = given ? [Number(given)] : isLong ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [1, 2]
const storiesPerBatch = isLong ? 100 : 12

const stage = await openStage()
const { seen } = stage

describe('[E1] [E2] [E3] [O3] [O4] [U3] yesterday’s backup under tills that go on selling: no order is missing and none is double', () => {
  test.each(seeds)('stories of seed %i', async (seed) => {
    await fc.assert(
      fc.asyncProperty(storyOfRestore, (story) => play(stage, story)),
      {
        seed,
        numRuns: storiesPerBatch,
        endOnFailure: true,
        ...givenPath,
        interruptAfterTimeLimit: 10 * 60_000,
      },
    )
  })

  test.skipIf(given !== undefined)('the stories were worth telling', () => {
    console.log(JSON.stringify(seen))
    for (const what of ['restores', 'broughtBack', 'conflicts'] as const)
      expect(seen[what], what).toBeGreaterThan(10)
    // Whose turn it is where tills sync at once differs from run to run.
    for (const what of ['settledAnew', 'lostReplies', 'movementConflicts'] as const)
      expect(seen[what], what).toBeGreaterThan(2)
  })
})
