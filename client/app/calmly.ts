/** Milliseconds between two tellings of what keeps changing. */
const rest = 500

/**
 * Tells what changed before the next painting, and what goes on changing no more than twice a second: two
 * hundred pages of a first load would else be two hundred renderings, and nobody reads as fast.
 */
export function calmly(onFrame: (then: () => void) => void): (then: () => void) => void {
  let lastAt = Number.NEGATIVE_INFINITY
  return (then) => {
    const tell = () => {
      lastAt = performance.now()
      then()
    }
    const left = lastAt + rest - performance.now()
    if (left > 0) setTimeout(() => onFrame(tell), left)
    else onFrame(tell)
  }
}
