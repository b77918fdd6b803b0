import { useEffect, useSyncExternalStore } from 'react'
import { account, device } from '../app/app-parts.ts'
import { useSyncState } from '../app/shop-context.ts'
import { createDecisions } from './decisions.ts'
import type { Heard } from './decisions.ts'

const decisions = createDecisions({
  who: () => account.state().user?.id ?? null,
  call: account.callAs,
  memory: sessionStorage,
  newId: device.newId,
})

/** Whether the server was there when somebody last looked. */
let reaches = true

// Not the desk's own: what it sends goes on where another page is opened.
addEventListener('pagehide', () => decisions.leave())
addEventListener('beforeunload', (event) =>
  decisions.mayBeLost(reaches) ? event.preventDefault() : undefined,
)

/**
 * The decisions of this tab. What can still be taken back is sent at once where the desk is left for another page; a
 * document that is closed sends what is first in turn, and asks before it goes where that is not all, or would not arrive.
 */
export function useDecisions(heard: Heard) {
  const { connection, needsLogin } = useSyncState()
  const { held, sending } = useSyncExternalStore(decisions.subscribe, decisions.state)
  useEffect(() => decisions.hear(heard))
  useEffect(() => {
    reaches = connection === 'online' && !needsLogin
  }, [connection, needsLogin])
  useEffect(() => {
    decisions.resume()
    return () => decisions.sendAll()
  }, [])
  return { held, sending, decide: decisions.decide, undo: decisions.undo }
}
