/** A clock that stands still until a test turns it. */
export type ManualClock = {
  /** Milliseconds since 1970, as `Deps.now` gives them. */
  now(): number
  /** Turns it on by some milliseconds; a negative number turns it back, as a device's clock may. */
  advance(ms: number): void
  /** Puts it to a moment, in milliseconds since 1970. */
  set(ms: number): void
}

/** A Monday morning in a shop, unless another moment is asked for. */
export function manualClock(start: number = Date.UTC(2026, 0, 5, 9)): ManualClock {
  let time = start
  return {
    now: () => time,
    advance: (ms) => {
      time += ms
    },
    set: (ms) => {
      time = ms
    },
  }
}
