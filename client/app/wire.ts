import { Observable, type Subscription } from 'rxjs'

/** One end of a channel between a page and its worker. */
export type Port = Pick<MessagePort, 'postMessage'> & {
  onmessage: ((message: MessageEvent) => void) | null
}

/** What one end does for the other, by name: answers calls, and shows what changes. */
export type Served = {
  calls?: Readonly<Record<string, (...given: never[]) => unknown>>
  views?: Readonly<Record<string, (...given: never[]) => Observable<unknown>>>
}

export type Wire = {
  /** Rejects where the other end does, with its words. */
  call<Answer>(name: string, ...given: unknown[]): Promise<Answer>
  /** Called over there, in the order of all that is said, and nobody waits for an answer. */
  tell(name: string, ...given: unknown[]): void
  /** Each subscription is one over there. */
  view<Value>(name: string, ...given: unknown[]): Observable<Value>
  /** Nothing comes from the other end any more: whoever waits for an answer, now or later, hears why. */
  end(why: Error): void
}

type Message =
  | { kind: 'call' | 'view'; id: number; name: string; given: never[] }
  | { kind: 'tell'; name: string; given: never[] }
  | { kind: 'answer' | 'next'; id: number; value: unknown }
  | { kind: 'failed'; id: number; name: string; message: string }
  | { kind: 'leave'; id: number }

/** Makes a channel of messages into calls and observables, in both directions. Messages arrive in order. */
export function wireOver(port: Port, served: Served): Wire {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const views = new Map<number, (value: unknown) => void>()
  const shown = new Map<number, Subscription>()
  let last = 0
  let ended: Error | null = null
  const send = (message: Message) => port.postMessage(message)

  async function answer(id: number, name: string, given: never[]): Promise<void> {
    try {
      send({ kind: 'answer', id, value: await called(name, given) })
    } catch (error) {
      const { name: kind = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>
      send({ kind: 'failed', id, name: kind, message })
    }
  }

  function called(name: string, given: never[]): unknown {
    const call = served.calls?.[name]
    if (!call) throw new Error(`nobody answers to ${name}`)
    return call(...given)
  }

  port.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.kind) {
      case 'call':
        void answer(data.id, data.name, data.given)
        break
      case 'tell':
        void called(data.name, data.given)
        break
      case 'view': {
        const view = served.views?.[data.name]
        const { id } = data
        if (view)
          shown.set(
            id,
            view(...data.given).subscribe({
              next: (value) => send({ kind: 'next', id, value }),
              // Whoever looks goes on seeing the last of it. Unheard, it would count as the end of this whole side.
              error: () => {},
            }),
          )
        break
      }
      case 'leave':
        shown.get(data.id)?.unsubscribe()
        shown.delete(data.id)
        break
      case 'next':
        views.get(data.id)?.(data.value)
        break
      case 'answer':
        waiting.get(data.id)?.resolve(data.value)
        waiting.delete(data.id)
        break
      case 'failed': {
        const error = new Error(data.message)
        error.name = data.name
        waiting.get(data.id)?.reject(error)
        waiting.delete(data.id)
        break
      }
    }
  }

  return {
    call: (name, ...given) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        const id = (last += 1)
        waiting.set(id, { resolve: resolve as never, reject })
        send({ kind: 'call', id, name, given: given as never[] })
      }),
    tell: (name, ...given) => send({ kind: 'tell', name, given: given as never[] }),
    view: (name, ...given) =>
      new Observable((seer) => {
        const id = (last += 1)
        views.set(id, (value) => seer.next(value as never))
        send({ kind: 'view', id, name, given: given as never[] })
        return () => {
          views.delete(id)
          send({ kind: 'leave', id })
        }
      }),
    end(why) {
      ended ??= why
      for (const { reject } of waiting.values()) reject(why)
      waiting.clear()
    },
  }
}
