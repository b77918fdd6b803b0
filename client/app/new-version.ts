import { registerSW } from 'virtual:pwa-register'

let ready: (() => void) | null = null
const listeners = new Set<() => void>()
const everyHour = 3_600_000

/** A version of the app that waits to be taken; null where this is the newest. Calling it reloads the page. */
export const newVersion = {
  state: () => ready,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

/** Makes the app start without the network, and looks for new versions: a till's page stays open for weeks. */
export function keepShellOffline(): void {
  const take = registerSW({
    onNeedRefresh() {
      ready = () => void take(true)
      for (const listener of listeners) listener()
    },
    onRegisteredSW(_address, registration) {
      setInterval(() => void registration?.update().catch(() => null), everyHour)
    },
  })
}
