/** Whether this is the IANA name of a time zone, such as Europe/Berlin; an offset such as +05:00 is none. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0)
  } catch {
    return false
  }
  // Postgres reads the sign of an offset the other way round.
  return /^[A-Za-z]/.test(name)
}
