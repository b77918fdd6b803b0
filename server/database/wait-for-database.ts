import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * Waits until a Postgres of one's own takes connections: started together with it, it may need some seconds.
 *
 * @param patience milliseconds
 * @throws the last refusal where it stays away that long; at once where it answers and turns us down
 */
export async function waitForDatabase(
  url: string,
  patience: number,
  say: (line: string) => void,
): Promise<void> {
  const end = performance.now() + patience
  for (let told = false; ; told = true) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      const answered = error instanceof pg.DatabaseError && error.code !== '57P03'
      if (answered || performance.now() >= end) throw error
      if (!told) say('Waiting for the database.')
      await sleep(500)
    }
  }
}
