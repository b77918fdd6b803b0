/**
 * Waits for statements that were sent one behind the other, so that the next one is put together while Postgres works
 * on the one before. Waits for all of them even where one fails: none may run after the transaction was rolled back.
 *
 * @throws the first failure
 */
export async function allOf(statements: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(statements)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}
