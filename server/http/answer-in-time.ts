import type { App } from './app-type.ts'

/** Milliseconds until whoever asks is answered, whatever is waited for (U7). */
export const ANSWER_MS = 10_000

/** As long as a slow line may take to bring a large body: such a route watches its own work, by `inTime`. */
export const LARGE_BODY_MS = 60_000

/**
 * From here on every route answers `sync/busy` after ten seconds (U7). What it was doing goes on all the same, and is
 * found when the same is sent again: a command by its key, a document by its id.
 */
export function answerInTime(app: App): void {
  app.addHook('onRoute', (route) => {
    // A stream is no answer that somebody waits for.
    if (!route.wsHandler) route.handlerTimeout ??= ANSWER_MS
  })
}
