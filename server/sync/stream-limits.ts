/** Frames that a device may send in ten seconds; ours says how it does, once in two. */
const MOST_FRAMES = 2_000
const WINDOW_MS = 10_000
/** Sockets of one lane or one desk: a few may be dead without the node having noticed. */
const MOST_SOCKETS = 20

/** Whether another frame of a socket is still looked at: each costs the process a parse, and a flood would starve others. */
export function frameBudget(now: () => number): () => boolean {
  let [since, frames] = [now(), 0]
  return () => {
    if (now() - since >= WINDOW_MS) [since, frames] = [now(), 0]
    frames += 1
    return frames <= MOST_FRAMES
  }
}

export type SocketsOf<Socket> = {
  /** Counts a socket among those of its owner. Gives the oldest, where there are too many now. */
  add(owner: string, socket: Socket): Socket | undefined
  remove(owner: string, socket: Socket): void
}

/** The sockets of each owner, oldest first: who opens ever more of them loses the first ones. */
export function socketsOf<Socket>(): SocketsOf<Socket> {
  const owners = new Map<string, Set<Socket>>()
  return {
    add(owner, socket) {
      const sockets = owners.get(owner) ?? new Set()
      owners.set(owner, sockets.add(socket))
      return sockets.size > MOST_SOCKETS ? sockets.values().next().value : undefined
    },
    remove(owner, socket) {
      const sockets = owners.get(owner)
      sockets?.delete(socket)
      if (sockets?.size === 0) owners.delete(owner)
    },
  }
}
