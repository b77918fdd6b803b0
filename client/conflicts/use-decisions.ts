import { useCallback, useEffect, useRef, useState } from 'react'
import { account, device } from '../app/app-parts.ts'

/** A decision that is made and not yet sent: until then it can be taken back. */
export type Decision = { caseId: string; name: string; path: string; body: object; key: string }

/** So long a decision can be taken back. Nothing of it has left this page by then, so that taking it back is true. */
export const undoMs = 6_000

/**
 * Holds decisions for some seconds and sends them then, in their order, each as one command. A page that is left, reloaded
 * or closed sends at once; one that may not reach the server any more asks before it goes.
 *
 * @param onSent a decision was taken by the server; resolves once the cases have been read again
 * @param onRefused it was not; the case is as it was, or somebody else has settled it. Resolves like `onSent`
 */
export function useDecisions(
  onSent: (decision: Decision) => Promise<void>,
  onRefused: (decision: Decision, error: unknown) => Promise<void>,
) {
  const [held, setHeld] = useState<readonly Decision[]>([])
  const [sending, setSending] = useState<readonly Decision[]>([])
  const waiting = useRef(new Map<string, { decision: Decision; timer: number }>())
  const turn = useRef(Promise.resolve())
  const told = useRef({ onSent, onRefused })
  useEffect(() => {
    told.current = { onSent, onRefused }
  })

  const send = useCallback((decision: Decision, isLeaving = false) => {
    waiting.current.delete(decision.caseId)
    setHeld((before) => before.filter((one) => one !== decision))
    setSending((before) => [...before, decision])
    const ask = async () => {
      const { path, body, key: idempotencyKey } = decision
      const call = { method: 'POST', body, idempotencyKey, keepalive: isLeaving } as const
      const read = await account.callAs(path, call).then(
        () => ({ again: told.current.onSent(decision) }),
        (error: unknown) => ({ again: told.current.onRefused(decision, error) }),
      )
      // The list has the case until it is read anew; the next decision need not wait for that.
      void read.again.then(() => setSending((before) => before.filter((one) => one !== decision)))
    }
    // A document that goes has no next turn.
    if (isLeaving) void ask()
    else turn.current = turn.current.then(ask)
  }, [])

  const decide = useCallback(
    (made: Omit<Decision, 'key'>) => {
      const decision = { ...made, key: device.newId() }
      const timer = window.setTimeout(() => send(decision), undoMs)
      waiting.current.set(made.caseId, { decision, timer })
      setHeld((before) => [...before, decision])
    },
    [send],
  )

  const undo = useCallback((decision: Decision) => {
    const found = waiting.current.get(decision.caseId)
    if (!found) return
    clearTimeout(found.timer)
    waiting.current.delete(decision.caseId)
    setHeld((before) => before.filter((one) => one !== decision))
  }, [])

  useEffect(() => {
    const all = waiting.current
    const sendAll = (isLeaving: boolean) => {
      for (const { decision, timer } of all.values()) {
        clearTimeout(timer)
        send(decision, isLeaving)
      }
    }
    const reaches = () => navigator.onLine && account.tokens.current() !== null
    const ask = (event: BeforeUnloadEvent) =>
      all.size > 0 && !reaches() ? event.preventDefault() : undefined
    const leave = () => sendAll(true)
    addEventListener('beforeunload', ask)
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('beforeunload', ask)
      removeEventListener('pagehide', leave)
      sendAll(false)
    }
  }, [send])

  return { held, sending, decide, undo }
}
