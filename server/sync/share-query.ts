/**
 * Lets requests share one query without ever handing out an answer older than the question (P3, P4): a caller joins
 * only a query that has not begun yet. At most one runs and one waits for each key, however many ask.
 */
export function shareQueries<T>() {
  const lanes = new Map<string, { running: Promise<T>; next: Promise<T> | null }>()

  const start = (key: string, query: () => Promise<T>): Promise<T> => {
    const running = query()
    const lane = { running, next: null }
    lanes.set(key, lane)
    const leave = () => {
      if (lanes.get(key) === lane && lane.next === null) lanes.delete(key)
    }
    running.then(leave, leave)
    return running
  }

  return function ask(key: string, query: () => Promise<T>): Promise<T> {
    const lane = lanes.get(key)
    if (!lane) return start(key, query)
    lane.next ??= lane.running.then(
      () => start(key, query),
      () => start(key, query),
    )
    return lane.next
  }
}
