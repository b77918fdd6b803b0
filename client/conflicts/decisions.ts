import { z } from 'zod'
import { ApiError, NoAnswer } from '../app/api.ts'

const Decision = z.object({
  caseId: z.string(),
  name: z.string(),
  path: z.string(),
  body: z.custom<object>((body) => typeof body === 'object' && body !== null),
  key: z.string(),
  /** Who made it: nobody else sends it. */
  by: z.string(),
})

/** A decision on a case; its key makes it one command, however often it is sent. */
export type Decision = z.infer<typeof Decision>

/** So long a decision can be taken back. Nothing of it has left this page by then, so that taking it back is true. */
export const undoMs = 6_000

/** After so long a command without an answer is sent again; then whoever decided is told. */
const againMs = [1_000, 4_000]

const keptKey = 'omnisync.decisions'

export type Call = (
  path: string,
  call: { method: 'POST'; body: object; idempotencyKey: string; keepalive: boolean },
) => Promise<unknown>

type Parts = {
  /** Who is signed in. */
  who(): string | null
  call: Call
  /** The tab's own: what is unanswered there survives a reload, and no other tab sends it before its time. */
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  newId(): string
}

export type Heard = {
  /** A decision was taken by the server; resolves once the cases have been read again. */
  onSent(decision: Decision): Promise<void>
  /** It was not; the case is as it was, or somebody else has settled it. Resolves like `onSent`. */
  onRefused(decision: Decision, error: unknown): Promise<void>
}

export type DecisionsState = {
  /** What can be taken back, the newest last. */
  held: readonly Decision[]
  /** What is sent, or was and is still among the cases that were read. */
  sending: readonly Decision[]
}

/**
 * The decisions of one tab: each can be taken back for some seconds, and is a command then. They are sent one after the
 * other in the order in which they were made, since the first one has the goods (O7). Until it is answered, a decision
 * outlives a reload: the next page of the tab sends it again under its key.
 */
export function createDecisions({ who, call, memory, newId }: Parts) {
  let held: readonly { decision: Decision; timer: ReturnType<typeof setTimeout> }[] = []
  /** Not answered yet, the one that is asked first. */
  let queue: readonly Decision[] = []
  /** Answered, and perhaps still listed. */
  let listed: readonly Decision[] = []
  let state: DecisionsState = { held: [], sending: [] }
  let isAtWork = false
  let heard: Heard = { onSent: async () => {}, onRefused: async () => {} }
  const listeners = new Set<() => void>()

  const unanswered = () => [...queue, ...held.map(({ decision }) => decision)]

  function changed() {
    state = { held: held.map(({ decision }) => decision), sending: [...listed, ...queue] }
    try {
      if (unanswered().length === 0) memory.removeItem(keptKey)
      else memory.setItem(keptKey, JSON.stringify(unanswered()))
    } catch {
      // A tab without memory asks before it goes, and sends all the same.
    }
    for (const listener of listeners) listener()
  }

  function send(decision: Decision) {
    held = held.filter((one) => one.decision !== decision)
    queue = [...queue, decision]
    changed()
    void work()
  }

  async function work() {
    if (isAtWork) return
    isAtWork = true
    for (let next = queue[0]; next; next = queue[0]) {
      const decision = next
      const read = await ask(decision)
      queue = queue.filter((one) => one !== decision)
      listed = [...listed, decision]
      changed()
      // The list has the case until it is read anew; the next decision need not wait for that.
      void read().finally(() => {
        listed = listed.filter((one) => one !== decision)
        changed()
      })
    }
    isAtWork = false
  }

  /** Asks until there is an answer; gives what is to be done about it. */
  async function ask(decision: Decision): Promise<() => Promise<void>> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        if (decision.by !== who()) throw new Error('somebody else is signed in')
        await post(decision, false)
        return () => heard.onSent(decision)
      } catch (error) {
        const wait = againMs[attempt]
        if (wait === undefined || !mayHaveArrived(error)) return () => heard.onRefused(decision, error)
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  const post = ({ path, body, key }: Decision, keepalive: boolean) =>
    call(path, { method: 'POST', body, idempotencyKey: key, keepalive })

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Whom to tell of answers from now on. */
    hear(by: Heard) {
      heard = by
    },
    /**
     * The desk is opened, and reads its cases: sends what a document before this one left unanswered. What somebody else
     * decided is dropped.
     */
    resume() {
      listed = []
      if (unanswered().length === 0) queue = readKept(memory).filter(({ by }) => by === who())
      changed()
      void work()
    },
    decide(made: Omit<Decision, 'key' | 'by'>): Decision {
      const decision = { ...made, key: newId(), by: who() ?? '' }
      held = [...held, { decision, timer: setTimeout(() => send(decision), undoMs) }]
      changed()
      return decision
    },
    undo(decision: Decision) {
      const found = held.find((one) => one.decision === decision)
      if (!found) return
      clearTimeout(found.timer)
      held = held.filter((one) => one !== found)
      changed()
    },
    /** Nobody can take anything back any more: all goes out in its turn. */
    sendAll() {
      for (const { decision, timer } of held) {
        clearTimeout(timer)
        send(decision)
      }
    },
    /** The document goes: only what is first in turn may go with it, since nobody can wait for its answer. */
    leave() {
      const [first] = unanswered()
      if (first) void post(first, true).catch(() => {})
    },
    /** Whether a page that is closed now would take a decision with it; `reaches` is whether the server is there. */
    mayBeLost: (reaches: boolean) => unanswered().length > (reaches ? 1 : 0),
  }
}

/** Of a command that may have been done the same again is the way to know; the server does it once. */
function mayHaveArrived(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof ApiError && error.code === 'request/key-in-progress')
}

function readKept(memory: Parts['memory']): Decision[] {
  try {
    const kept = z.array(Decision).safeParse(JSON.parse(memory.getItem(keptKey) ?? '[]'))
    return kept.success ? kept.data : []
  } catch {
    return []
  }
}
