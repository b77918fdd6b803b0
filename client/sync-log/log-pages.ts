/** Rows of a log, newest first, and what asks for the page behind them; null where the log ends. */
export type LogPages<Row extends { id: string }> = { entries: readonly Row[]; next: string | null }

/**
 * Reads what is new, until it meets what is shown or is as long: a page that was looked away from for long has missed
 * more than one page of the log, and who had read far down does not lose their place to the first page alone.
 */
export async function readNewest<Row extends { id: string }>(
  read: (after: string | null) => Promise<LogPages<Row>>,
  shown: LogPages<Row> | null,
): Promise<LogPages<Row>> {
  let newest = await read(null)
  while (newest.next !== null && shown !== null && newest.entries.length < shown.entries.length) {
    if (meetingAt(newest, shown) !== -1) break
    const older = await read(newest.next)
    newest = { entries: [...newest.entries, ...older.entries], next: older.next }
  }
  return newest
}

/**
 * What is new before what is shown, where the two meet. Else there are rows between them that nobody has: what is shown
 * is let go, and the next page begins behind the new ones.
 */
export function withNewest<Row extends { id: string }>(
  newest: LogPages<Row>,
  shown: LogPages<Row> | null,
): LogPages<Row> {
  const at = shown === null ? -1 : meetingAt(newest, shown)
  if (shown === null || at === -1) return newest
  return { entries: [...newest.entries, ...shown.entries.slice(at + 1)], next: shown.next }
}

/** An older page behind what is shown; one that was asked for behind other rows than are shown now is not. */
export function withOlder<Row extends { id: string }>(
  older: LogPages<Row>,
  after: string,
  shown: LogPages<Row> | null,
): LogPages<Row> | null {
  if (shown === null || shown.next !== after) return shown
  return { entries: [...shown.entries, ...older.entries], next: older.next }
}

function meetingAt<Row extends { id: string }>(newest: LogPages<Row>, shown: LogPages<Row>): number {
  const last = newest.entries.at(-1)
  return shown.entries.findIndex(({ id }) => id === last?.id)
}
