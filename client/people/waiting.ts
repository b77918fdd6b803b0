/** So many wrong PINs in a row cost nothing: fingers slip. */
const free = 3
const firstWait = 5_000
const longestWait = 15 * 60_000

/** How long a person's PIN is not looked at after so many wrong ones in a row, milliseconds: doubling to 15 minutes. */
export function waitAfter(wrong: number): number {
  return wrong < free ? 0 : Math.min(longestWait, firstWait * 2 ** (wrong - free))
}

/** What is left of the wait; never more than the whole, whatever happened to the clock. */
export function waitLeft(wrong: { count: number; lastAt: number } | undefined, now: number): number {
  if (!wrong) return 0
  const whole = waitAfter(wrong.count)
  return Math.max(0, Math.min(whole, wrong.lastAt + whole - now))
}
