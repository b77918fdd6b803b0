import { checkWorld } from './check-world.ts'
import { heal } from './heal.ts'
import { checkOnline, healOnline } from './online.ts'
import { perform } from './perform.ts'
import type { Story } from './story.ts'
import { openWorld } from './world.ts'
import type { Stage, World } from './world.ts'

/**
 * Plays a story to its end, heals all that was broken, and checks what must hold.
 *
 * @throws Error with the story in sentences
 */
export async function play(
  stage: Stage,
  story: Story,
  /** What else the world of the story has, before it begins. */
  furnish: (world: World) => Promise<void> = async () => {},
): Promise<void> {
  const world = await openWorld(stage, story)
  try {
    await furnish(world)
    for (const step of story.steps) await perform(world, step)
    world.story.push('Everything is healed.')
    await heal(world)
    if (world.online) await healBothSides(world)
    await checkWorld(world)
    if (world.online) await healBothSides(world)
  } catch (error) {
    const told = world.story.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n')
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\nThe story:\n${told}\n`, {
      cause: error,
    })
  }
}

/** The tills hear of what the online shop did, and it of what they did. */
async function healBothSides(world: World): Promise<void> {
  await healOnline(world)
  await heal(world)
  await checkOnline(world)
}
