let open = false
const listeners = new Set<() => void>()

/** Whether a sale is open at this till: then no new version of the app may land (2.17). */
export const openSale = {
  state: () => open,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  set(next: boolean) {
    if (next === open) return
    open = next
    for (const listener of listeners) listener()
  },
}
