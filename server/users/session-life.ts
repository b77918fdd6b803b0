const SESSION_LIFE_MS = 30 * 86_400_000

/** How long a session may lie unused: a till that was switched off for weeks still drains its outbox afterwards. */
export function sessionEnd(now: number): Date {
  return new Date(now + SESSION_LIFE_MS)
}
