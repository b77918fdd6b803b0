let open = false
const listeners = new Set<() => void>()

/** Whether a sale is open at this till: then no new version of the app may land (2.17). */
export const openSale = {
  state: () => open,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /**
   * Calls back once, when none has been open for so long and nobody is busy: after a sale its change stands on the
   * screen, and its receipt may still be printed.
   *
   * @param isBusy whether somebody is in the middle of something that is no sale
   */
  whenQuiet(milliseconds: number, isBusy: () => boolean, then: () => void): void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (!open) timer = setTimeout(() => (isBusy() ? look() : end()), milliseconds)
    }
    const left = openSale.subscribe(look)
    const end = () => {
      left()
      then()
    }
    look()
  },
  set(next: boolean) {
    if (next === open) return
    open = next
    for (const listener of listeners) listener()
  },
}
