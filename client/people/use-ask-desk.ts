import { useCallback, useEffect, useRef, useState } from 'react'
import { filter } from 'rxjs'
import { Asked } from '../../shared/approvals/ask.ts'
import type { AskBody } from '../../shared/approvals/ask.ts'
import { account, device } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'

export type AskState =
  | { kind: 'idle' }
  | { kind: 'waiting'; since: number }
  /** It was not asked, or nobody answers any more. */
  | { kind: 'failed'; error: unknown }
  | { kind: 'lapsed' }
  | { kind: 'refused'; by: string; reason: string }

/** News comes by the stream; looked for all the same, since a lost answer would leave a customer standing. */
const everyMs = 10_000

/**
 * Asks the desk for its word instead of somebody for a PIN, and waits for the answer. Whoever leaves takes the question
 * back: nobody should answer to an empty till.
 */
export function useAskDesk(onApproved: (asked: Asked) => void) {
  const { session, sync } = useShop()
  const deviceId = session.lane?.deviceId ?? ''
  const [state, setState] = useState<AskState>({ kind: 'idle' })
  const [waitingFor, setWaitingFor] = useState<string | null>(null)
  const done = useRef(onApproved)
  useEffect(() => {
    done.current = onApproved
  })

  const ask = useCallback(
    async (question: Omit<AskBody, 'id'>) => {
      const id = device.newId()
      setState({ kind: 'waiting', since: device.now() })
      try {
        const call = { method: 'POST', deviceId, idempotencyKey: id } as const
        await account.callAs('/approvals', { ...call, body: { id, ...question } })
        setWaitingFor(id)
      } catch (error) {
        setState({ kind: 'failed', error })
      }
    },
    [deviceId],
  )

  const stop = useCallback(() => {
    setWaitingFor(null)
    setState({ kind: 'idle' })
  }, [])

  useEffect(() => {
    if (waitingFor === null) return
    let isOpen = true
    const hear = (asked: Asked) => {
      if (!isOpen || asked.state === 'open') return
      isOpen = false
      if (asked.state === 'approved') done.current(asked)
      else if (asked.state === 'refused')
        setState({ kind: 'refused', by: asked.answeredByName ?? '', reason: asked.answerReason ?? '' })
      else setState({ kind: 'lapsed' })
      setWaitingFor(null)
    }
    const look = () =>
      void account.callAs(`/approvals/${waitingFor}`, { deviceId }).then(
        (answer) => hear(Asked.parse(answer)),
        // Asked again with the next news, or in a moment.
        () => null,
      )
    const timer = setInterval(look, everyMs)
    const told = sync.told$.pipe(filter((name) => name === 'approvals')).subscribe(look)
    // The answer may have come before anybody listened.
    look()
    const takeBack = () => {
      if (!isOpen) return
      isOpen = false
      const call = { method: 'POST', deviceId, idempotencyKey: device.newId(), body: {} } as const
      // One that could not be taken back lapses by itself.
      account.callAs(`/approvals/${waitingFor}/withdraw`, { ...call, keepalive: true }).catch(() => null)
    }
    addEventListener('pagehide', takeBack)
    return () => {
      clearInterval(timer)
      told.unsubscribe()
      removeEventListener('pagehide', takeBack)
      takeBack()
    }
  }, [waitingFor, deviceId, sync])

  return { state, ask, stop }
}
