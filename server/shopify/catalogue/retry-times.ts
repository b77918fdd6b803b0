const MINUTE = 60_000
const AFTER_MINUTES = [1, 5, 15]

/** When something that failed so many times is tried again, ISO 8601; undefined where that was the last time. */
export function nextTry(now: number, attempts: number): string | undefined {
  const minutes = AFTER_MINUTES[attempts - 1]
  return minutes === undefined ? undefined : new Date(now + minutes * MINUTE).toISOString()
}
