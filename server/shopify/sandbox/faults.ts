import { z } from 'zod'

const times = z.number().int().positive().default(1)
/** Only requests whose text holds this. */
const match = z.string().optional()
/** Only webhooks of this topic, `orders/create`. */
const topic = z.string().optional()

/** What can go wrong on demand, each a number of times. */
export const Fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('throttled'), times, match }),
  z.object({
    kind: z.literal('status'),
    times,
    match,
    status: z.number().int().min(400).max(599).default(502),
  }),
  /** Nothing is done, and nothing is answered. */
  z.object({ kind: z.literal('timeout'), times, match }),
  /** Everything is done, and nothing is answered. */
  z.object({ kind: z.literal('timeout-after-commit'), times, match }),
  z.object({ kind: z.literal('webhook-drop'), times, topic }),
  z.object({ kind: z.literal('webhook-double'), times, topic }),
  z.object({ kind: z.literal('webhook-delay'), times, topic, milliseconds: z.number().int().positive() }),
])
export type Fault = z.infer<typeof Fault>
type Kind = Fault['kind']

/** The faults that are still to happen. */
export type Faults = {
  add: (fault: Fault) => void
  /** The next fault of some kinds that fits a text, used up by asking for it. */
  take: <K extends Kind>(kinds: readonly K[], text: string) => Extract<Fault, { kind: K }> | undefined
  list: () => Fault[]
  clear: () => void
}

export function openFaults(): Faults {
  let planned: Fault[] = []
  return {
    add: (fault) => void planned.push({ ...fault }),
    take: <K extends Kind>(kinds: readonly K[], text: string) => {
      const found = planned.find((fault) => kinds.includes(fault.kind as K) && fits(fault, text))
      if (found === undefined) return undefined
      found.times -= 1
      planned = planned.filter((fault) => fault.times > 0)
      return found as Extract<Fault, { kind: K }>
    },
    list: () => planned.map((fault) => ({ ...fault })),
    clear: () => {
      planned = []
    },
  }
}

function fits(fault: Fault, text: string): boolean {
  if ('topic' in fault && fault.topic !== undefined) return fault.topic === text
  return !('match' in fault) || fault.match === undefined || text.includes(fault.match)
}
