import { createHands } from './hands.ts'
import { openSale } from './open-sale.ts'
import { isPlaceHeld } from './place.ts'

type Parts = {
  container: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener' | 'register'>
  reload(): void
  /** Calls back once nobody has been selling in this tab for a while. */
  whenNoSale(then: () => void): void
  /** Calls back over and over, at this distance. */
  every(milliseconds: number, then: () => void): void
}

const everyHour = 3_600_000
const minute = 60_000
const isSheetOpen = () => document.querySelector('[role=dialog], dialog[open]') !== null

/**
 * A version of the app that waits to be taken; `state` is null where this is the newest, and reloads the page where it
 * is called: only whoever looks at the screen knows when nobody is in the middle of a sale.
 */
export function createNewVersion() {
  let ready: (() => void) | null = null
  let followed: { registration: ServiceWorkerRegistration; parts: Parts } | null = null
  let isWanted = false
  let isTakenHere = false
  const listeners = new Set<() => void>()

  function offer(registration: ServiceWorkerRegistration, parts: Parts): void {
    // Once for each that takes over, however many were offered before it.
    parts.container.addEventListener('controllerchange', changed, { once: true })
    ready = () => take(registration, parts)
    for (const listener of listeners) listener()
    if (isWanted) ready()
  }

  function changed(): void {
    // Who takes it in one tab does so for all, and knows nothing of a sale in another (2.17).
    const { reload, whenNoSale } = followed!.parts
    if (isTakenHere) reload()
    else whenNoSale(reload)
  }

  function take({ waiting }: ServiceWorkerRegistration, { container, reload }: Parts): void {
    // Another tab took it: only this page is older.
    if (waiting === null) return reload()
    isTakenHere = true
    isWanted = false
    // A page that was loaded past the version at work is not told of the next one either. Loaded again before that one
    // is at work, it would come from the old one.
    if (container.controller === null)
      waiting.addEventListener('statechange', () => waiting.state === 'activated' && reload())
    waiting.postMessage({ type: 'SKIP_WAITING' })
  }

  return {
    /**
     * For an app that the server no longer understands (C9): a reload alone would bring up the same one again, which is
     * kept on this device. Looks for the new version now, and takes it as soon as it is here; `reload` where there is
     * none to be found.
     */
    async takeNow(reload: () => void): Promise<void> {
      if (ready) return ready()
      const registration = followed?.registration
      const nowhere = () => {
        isWanted = false
        reload()
      }
      isWanted = true
      await registration?.update().catch(() => null)
      const coming = registration?.installing
      if (!coming && !registration?.waiting) nowhere()
      // Else whatever comes within weeks would be taken at once, in the middle of a sale.
      coming?.addEventListener('statechange', () => coming.state === 'redundant' && isWanted && nowhere())
    },

    state: () => ready,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** Makes the app start without the network, and looks for new versions: a till's page stays open for weeks. */
    async follow(parts: Parts): Promise<void> {
      const { container, every } = parts
      const registration = await container.register('/sw.js', { scope: '/' }).catch(() => null)
      // A browser that is told to keep nothing answers with nothing.
      if (!registration) return
      followed = { registration, parts }
      const look = () => {
        // Where none is at work this is the first version here, and takes over by itself.
        if (registration.waiting !== null && registration.active !== null) offer(registration, parts)
      }
      look()
      registration.addEventListener('updatefound', () =>
        registration.installing?.addEventListener('statechange', look),
      )
      every(everyHour, () => void registration.update().catch(() => null))
    },
  }
}

export const newVersion = createNewVersion()

/** Keeps the app on this device once the page is loaded: what a start needs comes first. */
export function keepShellOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const hands = createHands(document, {
    now: () => performance.now(),
    isSheetOpen,
    isPlaceHeld,
    focused: () => document.activeElement,
  })
  const follow = () =>
    void newVersion.follow({
      container: navigator.serviceWorker,
      reload: () => location.reload(),
      whenNoSale: (then) => openSale.whenQuiet(minute, () => hands.isBusy(minute), then),
      every: (milliseconds, then) => void setInterval(then, milliseconds),
    })
  if (document.readyState === 'complete') follow()
  else addEventListener('load', follow, { once: true })
}
