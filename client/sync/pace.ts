/** Lets bulk work wait while something is done that a person waits for. */
export type Pace = {
  /** Does what a person waits for. */
  first<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nobody waits. */
  free(): Promise<void>
}

/**
 * A checkout and a first load share one thread and one disk: pages of a catalogue wait while an order is written
 * (client-data, design 5).
 */
export function createPace(): Pace {
  let waited = 0
  let tellFree: () => void = () => {}
  let free = Promise.resolve()

  return {
    async first(work) {
      if (waited === 0)
        free = new Promise((resolve) => {
          tellFree = resolve
        })
      waited += 1
      try {
        return await work()
      } finally {
        waited -= 1
        if (waited === 0) tellFree()
      }
    },
    async free() {
      while (waited > 0) await free
    },
  }
}
