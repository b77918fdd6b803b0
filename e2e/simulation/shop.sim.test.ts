import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PUBLIC_URL, shopNetwork } from '../support/online-shop.ts'
import { openOnline } from './online.ts'
import { given, givenPath, isLong, openStage } from './open-stage.ts'
import { play } from './play.ts'
import { storyOfShop } from './story.ts'

const batches = isLong ? 20 : 2
const storiesPerBatch = isLong ? 100 : 20
const seeds = given
  ? [Number(given)]
  : Array.from({ length: batches }, (_, index) => (isLong ? Math.floor(Math.random() * 2 ** 31) : index + 1))

const network = shopNetwork()
const stage = await openStage({ shopFetch: network.reach, publicUrl: PUBLIC_URL })
const { seen } = stage

describe('[O9] [O3] [O4] [U3] whatever happens between tills and an online shop, both sides are equal in the end', () => {
  test.each(seeds)('stories of seed %i', async (seed) => {
    await fc.assert(
      fc.asyncProperty(storyOfShop, (story) =>
        play(stage, story, (world) => openOnline(world, network, story.stock)),
      ),
      { seed, numRuns: storiesPerBatch, ...givenPath, interruptAfterTimeLimit: 10 * 60_000 },
    )
  })

  test.skipIf(given !== undefined)('the stories were worth telling', () => {
    console.log(JSON.stringify(seen.online))
    expect(seen.stories).toBeGreaterThanOrEqual(batches * storiesPerBatch * 0.8)
    expect(seen.conflicts).toBeGreaterThan(10)
    // Sends that died are rare: only a fault that outlives three tries makes one.
    const { sentAgain: _, ...often } = seen.online
    for (const [what, times] of Object.entries(often)) expect(times, what).toBeGreaterThan(10)
  })
})
