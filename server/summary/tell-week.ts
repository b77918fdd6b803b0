import { z } from 'zod'
import type { PlainReason, SummaryLanguage, Telling } from '../../shared/summary/week-summary.ts'
import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import type { Model, Turn } from '../model/model.ts'
import { wrongNumbersIn } from './check-numbers.ts'
import { factsOf } from './facts.ts'
import { plainSummary } from './plain-summary.ts'
import { promptFor } from './prompt.ts'

const TRIES = 2
const LONGEST = 400

const bullet = z
  .string()
  .trim()
  .min(10)
  .max(LONGEST)
  // A sentence has no second line, no address and no markup: what a name smuggled in ends here.
  .regex(/^[^\n\r<>]*$/, 'one line of plain text')
  .regex(/^(?!.*(?:https?:|www\.|@|\]\()).*$/i, 'no addresses')
const Bullets = z.strictObject({ bullets: z.array(bullet).length(3) })

const shape = {
  name: 'weekly_summary',
  schema: {
    type: 'object',
    properties: { bullets: { type: 'array', items: { type: 'string' }, minItems: 3, maxItems: 3 } },
    required: ['bullets'],
    additionalProperties: false,
  },
}

/**
 * Three sentences of a week by a model, every number in them checked against the statistics. An answer that will not
 * do is asked for again once, with what was wrong; after that, or where there is no model or no answer, the plain
 * sentences stand, and why.
 */
export async function tellWeek(
  model: Model | null,
  statistics: WeekStatistics,
  language: SummaryLanguage,
): Promise<Telling> {
  const plain = (reason: PlainReason, faults: string[] = [], tries = 0): Telling => ({
    bullets: plainSummary(statistics, language),
    how: 'plain',
    reason,
    model: model?.name ?? null,
    tries,
    faults,
  })
  if (model === null) return plain('no-model')
  const facts = factsOf(statistics)
  const turns: Turn[] = promptFor(facts, language)
  const faults: string[] = []
  let reason: PlainReason = 'nonsense'
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const answer = await model.ask(turns, shape)
    switch (answer.kind) {
      case 'late':
        reason = 'late'
        faults.push('no answer in time')
        break
      case 'unreachable':
        reason = 'unreachable'
        faults.push(answer.because)
        break
      case 'answer': {
        const read = readBullets(answer.text)
        if (read === null) {
          reason = 'nonsense'
          faults.push('the answer was not three sentences')
          turns.push(
            ...again(answer.text, 'The answer was not JSON with exactly three bullets of plain text.'),
          )
          break
        }
        const wrong = read.flatMap((one) => wrongNumbersIn(one, facts, statistics.currency))
        if (wrong.length === 0)
          return { bullets: read, how: 'model', reason: null, model: model.name, tries, faults }
        reason = 'wrong-numbers'
        faults.push(wrong.join('; ').slice(0, 500))
        turns.push(...again(answer.text, `These numbers will not do: ${wrong.join('; ').slice(0, 1_000)}.`))
      }
    }
  }
  return plain(reason, faults, TRIES)
}

/** What was said, and what is wrong with it. Cut: a model that never ends must not be read back to itself. */
function again(text: string, fault: string): Turn[] {
  return [
    { role: 'assistant', content: text.slice(0, 4_000) },
    { role: 'user', content: `${fault} Write all three bullets again, with numbers of the statistics only.` },
  ]
}

function readBullets(text: string): string[] | null {
  try {
    const read = Bullets.safeParse(JSON.parse(text))
    return read.success ? read.data.bullets : null
  } catch {
    return null
  }
}
