/** Tells the other tabs of this origin where the log ends now. */
export type News = { tell(end: number): void; close(): void }

/**
 * Only the end of the log travels between tabs, never documents: who hears it reads the log. A lost message costs
 * nothing, since the next one and the next write bring everything.
 */
export function newsBetweenTabs(name: string, hear: (end: number) => void): News {
  const channel = new BroadcastChannel(name)
  channel.onmessage = (message: MessageEvent<number>) => hear(message.data)
  return { tell: (end) => channel.postMessage(end), close: () => channel.close() }
}
