import { canonicalJson } from '../../shared/basics/canonical.ts'
import { NoAnswer } from '../support/network.ts'
import { push } from '../support/till.ts'
import type { Doc } from '../support/till.ts'
import type { Poisoned } from './poison.ts'
import type { Step } from './story.ts'
import type { World } from './world.ts'

type Letter = { id: string; collection: string; code: string; payload: Doc }

const line = () => ({ isOffline: false, loseRequests: 0, loseReplies: 0, delayRequests: 0 })

/**
 * The desk decides on a dead letter. Twice means that its reply was lost and the command repeated on the other node,
 * while the lane that wrote the document sends it once more.
 */
export async function decideOnLetter(world: World, step: Step & { do: 'letter' }): Promise<string> {
  const { tenant, network } = world
  const answer = await network.send(line(), 0, {
    method: 'GET',
    path: '/dead-letters',
    caller: tenant.support,
  })
  const { deadLetters } = answer as { deadLetters: Letter[] }
  const letter = deadLetters[step.choice % Math.max(1, deadLetters.length)]
  const poisoned =
    letter && world.poisoned.find((it) => canonicalJson(it.document) === canonicalJson(letter.payload))
  if (!poisoned) return 'The desk has no dead letters.'
  const key = world.newId()
  const send = async (node: number) =>
    network.send(line(), node, {
      method: 'POST',
      caller: tenant.support,
      headers: { 'idempotency-key': key },
      ...commandOf(step.way, letter, poisoned),
    })
  const [first, second] = step.twice
    ? await Promise.all([send(0), send(1), sentAgain(world, poisoned)])
    : [await send(0)]
  if (step.twice) {
    if (canonicalJson(first) !== canonicalJson(second))
      throw new Error(`a repeated command was answered otherwise: ${canonicalJson([first, second])}`)
    world.seen.repeats += 1
  }
  expectOutcome(world, step.way, poisoned, first as { outcome?: string; settled?: number })
  return `The desk: ${step.way} of the letter of ${poisoned.document.id} (${poisoned.code})${step.twice ? ', twice' : ''}.`
}

function commandOf(
  way: (Step & { do: 'letter' })['way'],
  { id, collection, code }: Letter,
  { cure }: Poisoned,
) {
  switch (way) {
    case 'replay':
      return { path: `/dead-letters/${id}/replay`, body: {} }
    case 'replay all':
      return { path: '/dead-letters/replay', body: { collection, code } }
    case 'correct':
      return { path: `/dead-letters/${id}/replay`, body: { payload: cure } }
    case 'discard':
      return { path: `/dead-letters/${id}/discard`, body: { reason: 'nobody misses it' } }
  }
}

/** What was wrong is still wrong; only a correction is taken, and be it as a conflict. */
function expectOutcome(
  { seen }: World,
  way: (Step & { do: 'letter' })['way'],
  poisoned: Poisoned,
  answer: { outcome?: string; settled?: number },
): void {
  if (way === 'correct') {
    if (answer.outcome === 'refused')
      throw new Error(`a corrected document was refused: ${canonicalJson(answer)}`)
    poisoned.state = 'replayed'
    seen.lettersCorrected += 1
  } else if (way === 'discard') {
    poisoned.state = 'discarded'
    seen.lettersDiscarded += 1
  } else {
    if (answer.outcome !== 'refused' && answer.settled !== 0)
      throw new Error(`a poisoned document was taken: ${canonicalJson(answer)}`)
    seen.lettersRefusedAgain += 1
  }
}

async function sentAgain({ tills, network }: World, { collection, document }: Poisoned): Promise<void> {
  const till = tills.find((it) => it.written.some((one) => one.document === document))
  if (!till) return
  try {
    await push(network, till, collection, [{ collection, document, assumed: null }])
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
  }
}
