import { checkWorld } from './check-world.ts'
import { heal } from './heal.ts'
import { perform } from './perform.ts'
import type { Story } from './story.ts'
import { openWorld } from './world.ts'
import type { Stage } from './world.ts'

/**
 * Plays a story to its end, heals all that was broken, and checks what must hold.
 *
 * @throws Error with the story in sentences
 */
export async function play(stage: Stage, story: Story): Promise<void> {
  const world = await openWorld(stage, story)
  try {
    for (const step of story.steps) await perform(world, step)
    world.story.push('Everything is healed.')
    await heal(world)
    await checkWorld(world)
  } catch (error) {
    const told = world.story.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n')
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\nThe story:\n${told}\n`, {
      cause: error,
    })
  }
}
